/* What the caller is told: "pam-sts: what happened: what to do". */

#ifndef CLI_MESSAGE_H
#define CLI_MESSAGE_H

/*
 * One line to standard error; bytes that could make it more than one become
 * '?'.  Never give it a secret.  Returns REFUSED.
 */
int message(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The arguments of a subcommand are wrong.  Returns USAGE. */
int message_usage(const char *command, const char *what);

#endif
