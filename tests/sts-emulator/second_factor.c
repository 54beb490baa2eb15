/*
 * Turns the verdicts of mfa.c into STS's two refusals, which share status
 * and code and differ in their text alone.
 */
#include <stddef.h>

#include "caller.h"
#include "emulator.h"
#include "mfa.h"
#include "outcome.h"
#include "param.h"
#include "second_factor.h"

#define FAILED "MultiFactorAuthentication failed"

void
second_factor_read(struct second_factor *factor, const struct request *req,
    struct param_verdict *v)
{
	factor->serial = param_optional(
	    v, req, PARAM_SERIAL_NUMBER, "SerialNumber", "serialNumber");
	factor->code =
	    param_optional(v, req, PARAM_TOKEN_CODE, "TokenCode", "tokenCode");
}

int
second_factor_check(const struct second_factor *factor,
    const struct emulator *em, const struct caller *caller, bool *present,
    struct outcome *o)
{
	*present = false;
	if (factor->serial == NULL && factor->code == NULL)
		return 0;
	if (factor->serial == NULL || factor->code == NULL)
		return outcome_fail(o, 403, "AccessDenied",
		    FAILED
		    ", must provide both MFA serial number and one time pass "
		    "code.");
	switch (mfa_verify(em->mfa, caller->user, factor->serial, factor->code,
	    wallclock_now(&em->clock))) {
	case MFA_RIGHT:
		*present = true;
		return 0;
	case MFA_WRONG:
		return outcome_fail(o, 403, "AccessDenied",
		    FAILED " with invalid MFA one time pass code. ");
	case MFA_UNABLE:
		break;
	}
	return outcome_fail(o, 403, "AccessDenied",
	    FAILED
	    ", unable to validate MFA code.  Please verify your MFA serial "
	    "number is valid and associated with this user.");
}
