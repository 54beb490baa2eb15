/* Reading the record of a login session; pure. */

#include "helper/expiry.h"
#include "helper/login_session.h"

static int
no_session(struct verdict *v, const char *why)
{
	return verdict_set(v, STATUS_NO_SESSION, "%s", why);
}

static int
damaged(struct verdict *v)
{
	return verdict_set(
	    v, STATUS_CONFIG, "the record of the login session is damaged");
}

static bool
is_base(const struct message *m)
{
	return m->kind == KIND_CREDENTIALS && m->status == STATUS_OK &&
	    m->field[TAG_PROFILE].p == NULL;
}

static int
read_base(struct credentials *c, const struct bundle *b, size_t *at,
    int64_t now, struct verdict *v)
{
	struct message base;
	int r = bundle_next(b, at, &base);

	if (r == 0)
		return no_session(
		    v, "the login session has no credentials to derive from");
	if (r < 0 || !is_base(&base) || *at != b->n)
		return damaged(v);
	if (expiry_passed(base.field[TAG_EXPIRATION], now))
		return no_session(
		    v, "the credentials of the login session have expired");
	credentials_take(c, &base);
	return 0;
}

int
login_session_read(struct credentials *c, const struct bundle *record,
    struct span user, int64_t now, struct verdict *v)
{
	struct message header;
	size_t at = 0;

	credentials_wipe(c);
	if (record->n == 0)
		return no_session(v, "there is no login session of this user");
	if (bundle_next(record, &at, &header) != 1 ||
	    header.kind != KIND_RECORD)
		return damaged(v);
	if (!span_equal(header.field[TAG_USER], user) ||
	    !span_equal(header.field[TAG_TARGET], user))
		return no_session(v, "the login session is another user's");
	return read_base(c, record, &at, now, v);
}
