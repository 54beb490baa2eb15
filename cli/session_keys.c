/* Finding a profile's credentials; run by the session's user. */

#include <errno.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/expiry.h"
#include "cli/message.h"
#include "cli/paragraph.h"
#include "cli/session_keys.h"
#include "common/field.h"
#include "common/stanza.h"

static int
choose_profile(struct session_keys *k, const char *name)
{
	struct span rest = k->session.profiles;

	k->profile = k->session.first;
	if (name == NULL)
		return DONE;
	while (rest.p != NULL) {
		k->profile = span_item(&rest);
		if (span_is(k->profile, name))
			return DONE;
	}
	return message("\"%s\" is no profile of this session: it has %.*s",
	    name, (int)k->session.profiles.n, k->session.profiles.p);
}

static int
refuse(const struct session_keys *k, const char *why)
{
	return message("the credentials of profile %.*s %s: run pam-sts renew",
	    (int)k->profile.n, k->profile.p, why);
}

/* They are removed when they have expired. */
static int
refuse_missing(const struct session_keys *k)
{
	long left = expiry_left(
	    session_profile_fact(&k->session, k->profile, "expires"));

	return refuse(k, left == 0 ? "have expired" : "are gone");
}

static int
take(struct session_keys *k, struct span stanza)
{
	const struct {
		const char *key;
		enum tag tag;
		struct span *value;
	} rows[] = {
	    {"aws_access_key_id", TAG_ACCESS_KEY_ID, &k->access_key_id},
	    {"aws_secret_access_key", TAG_SECRET_ACCESS_KEY,
		&k->secret_access_key},
	    {"aws_session_token", TAG_SESSION_TOKEN, &k->session_token},
	    {"x_security_token_expires", TAG_EXPIRATION, &k->expires},
	};
	long left;

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		*rows[i].value = stanza_get(stanza, rows[i].key);
		if (!field_valid(rows[i].tag, *rows[i].value))
			return refuse(k, "are damaged");
	}
	left = expiry_left(k->expires);
	return left < 0 ? refuse(k, "are damaged") :
	    left == 0	? refuse(k, "have expired") :
			  DONE;
}

/* Those in process form stand in a file of their own, and win. */
static int
find(struct session_keys *k)
{
	static const char *const files[] = {"keys", "credentials"};

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		struct span text, stanza;
		int r = session_read(
		    &k->session, files[i], &text, k->room, sizeof(k->room));

		if (r == -ENOENT)
			continue;
		if (r < 0)
			return refuse(k, "cannot be read, or are not yours");
		stanza = paragraph_find(text, k->profile);
		if (stanza.p != NULL)
			return take(k, stanza);
	}
	return refuse_missing(k);
}

static void
find_region(struct session_keys *k)
{
	struct span region =
	    session_profile_fact(&k->session, k->profile, "region");

	k->region =
	    field_valid(TAG_REGION, region) ? region : (struct span){NULL, 0};
}

int
session_keys_read(
    struct session_keys *k, const char *session, const char *profile)
{
	int r;

	if (session_open(&k->session, session))
		r = choose_profile(k, profile);
	else
		r = session_refuse(&k->session);
	if (r == DONE)
		r = find(k);
	if (r == DONE)
		find_region(k);
	session_close(&k->session);
	return r;
}

void
session_keys_wipe(struct session_keys *k)
{
	explicit_bzero(k->room, sizeof(k->room));
}
