/* Reading the record of a session; pure. */

#include "helper/expiry.h"
#include "helper/login_session.h"

static int
damaged(struct verdict *v, const char *whose)
{
	return verdict_set(
	    v, STATUS_CONFIG, "the record of %s is damaged", whose);
}

static int
read_base(struct credentials *c, const struct bundle *b, size_t *at,
    int64_t now, const char *whose, struct verdict *v)
{
	struct message base;
	int r = bundle_next(b, at, &base);

	if (r < 0 ||
	    (r > 0 &&
		(base.kind != KIND_CREDENTIALS || base.status != STATUS_OK)))
		return damaged(v, whose);
	if (r == 0 || base.field[TAG_PROFILE].p != NULL)
		return verdict_set(v, STATUS_NO_SESSION,
		    "%s has no credentials to derive from", whose);
	if (expiry_passed(base.field[TAG_EXPIRATION], now))
		return verdict_set(v, STATUS_NO_SESSION,
		    "the credentials of %s have expired", whose);
	credentials_take(c, &base);
	return 0;
}

int
login_session_read(struct credentials *c, const struct bundle *record,
    const struct login_session_claim *claim, int64_t now, struct verdict *v)
{
	bool own = claim->session.p != NULL;
	const char *whose = own ? "this session" : "the login session";
	struct message header;
	size_t at = 0;

	credentials_wipe(c);
	if (record->n == 0)
		return verdict_set(v, STATUS_NO_SESSION, "there is no %s",
		    own ? "record of this session" :
			  "login session of this user");
	if (bundle_next(record, &at, &header) != 1 ||
	    header.kind != KIND_RECORD)
		return damaged(v, whose);
	if (!span_equal(header.field[TAG_USER], claim->user) ||
	    !span_equal(header.field[TAG_TARGET], claim->target))
		return verdict_set(
		    v, STATUS_NO_SESSION, "%s is another user's", whose);
	if (own && !span_equal(header.field[TAG_SESSION], claim->session))
		return verdict_set(
		    v, STATUS_NO_SESSION, "the record is another session's");
	return read_base(c, record, &at, now, whose, v);
}
