/*
 * Reading sudo's command line for the one thing that sudo does not tell PAM
 * while it authenticates: whose session it will open.  Options as parse_args.c
 * of sudo 1.9 reads them; by the time PAM is asked, sudo has accepted the
 * line.  The line is the caller's, so what is read here is a claim: whoever
 * relies on it compares it with PAM_USER of open_session.
 */

#ifndef COMMON_SUDO_LINE_H
#define COMMON_SUDO_LINE_H

#include "common/text.h"

enum sudo_target {
	SUDO_TARGET_UNTOLD, /* no line that sudo would accept */
	SUDO_TARGET_DEFAULT, /* runas_default of sudoers(5), root if not set */
	SUDO_TARGET_CALLER, /* -g alone: the caller himself */
	SUDO_TARGET_NAMED /* -u: a name, or '#' and a uid */
};

/*
 * The arguments as /proc/PID/cmdline has them, a NUL behind each.  *name is
 * set when one is named; it borrows.
 */
enum sudo_target sudo_line_target(struct span line, struct span *name);

/* Is it sudoedit, or sudo -e? */
bool sudo_line_edits(struct span line);

#endif
