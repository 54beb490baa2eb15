/*
 * The system's log: the module writes to it through its host's handle
 * (journal_host.c), the keeper, which has none, by itself (journal_own.c).
 */

#ifndef PAM_STS_JOURNAL_H
#define PAM_STS_JOURNAL_H

#include <security/pam_modules.h>

/* One line.  The handle is NULL in the keeper. */
void journal(pam_handle_t *, int priority, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
