/*
 * What a helper gives up before it reads its first input byte.  It starts as
 * _pam_sts with descriptors 0, 3 and 4 and an empty environment.  Each call
 * returns 0 or -1; on -1 the helper leaves without a word, and the module
 * takes silence for a refusal.  Landlock is used where the kernel has it; the
 * rest is mandatory.
 */

#ifndef HELPER_SANDBOX_H
#define HELPER_SANDBOX_H

/* For pam-sts-verify: a dozen system calls, no files, no network. */
int sandbox_verify(void);

/* For pam-sts-obtain: network, and reading files; never writing or exec. */
int sandbox_obtain(void);

/*
 * For pam-sts-obtain, when the configuration is known: from now on only the
 * CA store, resolver files and libraries can be read.  NULL: no such path.
 */
int sandbox_narrow(const char *ca_file, const char *ca_path);

#endif
