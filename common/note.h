/* What is no error in a configuration, but may not be what was meant. */

#ifndef COMMON_NOTE_H
#define COMMON_NOTE_H

#include "common/section.h"

/*
 * Report each note on a configuration that config_check() found sound: a
 * duration_seconds that is cut (text: the profile), first those of profiles
 * by themselves, then those of a rule's profiles together, without and with
 * what it lets the session assume; a rule that no login reaches (text: "rule");
 * and one for LoginSession that is not for sudo (text: its services).
 */
void config_notes(const struct sections *,
    void (*report)(void *ctx, const struct config_error *), void *ctx);

#endif
