/*
 * Checks one-time codes and remembers which were used and how many were
 * tried, per device.
 */
#ifndef MFA_H
#define MFA_H

#include <time.h>

struct world_user;
struct mfa_ledger;

enum mfa_verdict {
	MFA_RIGHT,
	MFA_WRONG, /* wrong, or right but used before */
	MFA_UNABLE, /* not this user's device, or too many attempts */
};

struct mfa_ledger *mfa_ledger_new(void);
void mfa_ledger_free(struct mfa_ledger *);

/* A right code is used up by this call. The user may be NULL: no device. */
enum mfa_verdict mfa_verify(struct mfa_ledger *, const struct world_user *,
    const char *serial, const char *code, time_t now);

#endif
