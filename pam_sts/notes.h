/*
 * What one call leaves for the next in the PAM handle.  sshd loses it: it
 * authenticates in a child of its own.
 */

#ifndef PAM_STS_NOTES_H
#define PAM_STS_NOTES_H

#include <security/pam_modules.h>
#include <stddef.h>

/* Leave a copy of n bytes under a name, in place of an older one: 0 or
 * -ENOMEM.  It is freed with the handle, and nothing else happens then. */
int notes_leave(pam_handle_t *, const char *name, const void *bytes, size_t n);

/* What was left; NULL: nothing.  It stays the handle's. */
const void *notes_find(const pam_handle_t *, const char *name);

#endif
