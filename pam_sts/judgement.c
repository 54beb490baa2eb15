/* Judging a code; runs as root. */

#include "pam_sts/judgement.h"

bool
judgement(struct answer *a, const struct login *l, const struct secret *code,
    const struct keys *k, const struct child *c)
{
	struct answer right;

	if (!field_valid(TAG_CODE, secret_span(code))) {
		answer_set(a, STATUS_WRONG, "not six digits");
		return false;
	}
	if (keys_revoked(k)) {
		answer_set(a, STATUS_NOT_ENROLLED,
		    "key or session removed while the code was asked for");
		return false;
	}
	if (a->status == STATUS_OK)
		dialogue_prepared(a, c);
	if (a->status != STATUS_OK && !policy_allows(&l->policy, a->status))
		return false;
	dialogue_verify(&right, l, code, k->secret, k->counter);
	if (right.status != STATUS_OK)
		*a = right;
	return right.status == STATUS_OK;
}
