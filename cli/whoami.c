/*
 * pam-sts whoami: whom AWS takes the holder of a profile's credentials for.
 * Run by the user; the call is made by pam-sts-obtain, as him.
 */

#include <stdio.h>

#include "cli/commands.h"
#include "cli/configuration.h"
#include "cli/dialogue.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/profile_request.h"
#include "cli/session_keys.h"
#include "common/profile.h"

#define GRACE_MS 1000 /* the helper's own deadline comes first */

static const struct {
	const char *name, *json;
	enum tag tag;
} rows[] = {{"arn", "arn", TAG_ARN}, {"account", "account", TAG_ACCOUNT},
    {"user id", "user_id", TAG_USER_ID}};

static int
print(const struct message *m, struct span profile, bool json)
{
	if (json) {
		json_name(stdout, "{", "profile");
		json_string(stdout, profile);
	}
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct span value = m->field[rows[i].tag];

		if (json) {
			json_name(stdout, ", ", rows[i].json);
			json_string(stdout, value);
		} else
			printf(
			    "%s: %.*s\n", rows[i].name, (int)value.n, value.p);
	}
	fputs(json ? "}\n" : "", stdout);
	return DONE;
}

static int
refuse(const struct message *m)
{
	struct span detail = m->field[TAG_DETAIL];

	return message("AWS does not say who you are: %s%s%.*s",
	    status_name(m->status), detail.p == NULL ? "" : ": ", (int)detail.n,
	    detail.p == NULL ? "" : detail.p);
}

/* The keys are wiped as soon as they are handed over. */
static bool
ask(const struct child *c, struct session_keys *k)
{
	const struct message m = {.kind = KIND_IDENTIFY,
	    .field = {[TAG_PROFILE] = k->profile,
		[TAG_ACCESS_KEY_ID] = k->access_key_id,
		[TAG_SECRET_ACCESS_KEY] = k->secret_access_key,
		[TAG_SESSION_TOKEN] = k->session_token}};
	bool asked = dialogue_ask(c, &m);

	session_keys_wipe(k);
	return asked;
}

static int
identify(struct session_keys *k, const struct configuration *conf, bool json)
{
	uint8_t room[MESSAGE_MAX];
	struct profile p;
	struct message m;
	struct child c;
	int r;

	if (!profile_find(&p, &conf->all, k->profile))
		return message("the configuration has no profile %.*s",
		    (int)k->profile.n, k->profile.p);
	if (spawn_obtain(&c, conf->text) < 0)
		return REFUSED;
	if (ask(&c, k))
		r = dialogue_hear(&m, &c, KIND_IDENTITY,
		    1000 * profile_number(&p, KEY_TIMEOUT, TIMEOUT_DEFAULT) +
			GRACE_MS,
		    room);
	else
		r = message("the credentials do not fit the protocol: "
			    "run pam-sts renew");
	if (r == DONE)
		r = m.status == STATUS_OK ? print(&m, k->profile, json) :
					    refuse(&m);
	spawn_end(&c);
	return r;
}

int
command_whoami(int argc, char **argv)
{
	static struct session_keys keys;
	struct configuration conf;
	struct profile_request q;
	int r = profile_request_read(&q, "j", argc, argv);

	if (r != DONE)
		return r;
	r = session_keys_read(&keys, NULL, q.profile);
	if (r == DONE)
		r = configuration_load(&conf, NULL) > 0 ?
		    message("whoami needs the configuration: you must be able "
			    "to read it, and it must have no errors") :
		    identify(&keys, &conf, q.json);
	session_keys_wipe(&keys);
	return r;
}
