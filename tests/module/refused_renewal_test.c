/* Sessions that are not renewed, as the rules, or what they began with, do not
 * give it: AWS is not even asked. */

#include <stdio.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/life.h"
#include "tests/module/renewing.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define BEGIN "user=alice profile=test session=ID step=renew: "
/* A role behind a session. */
#define BEHIND(mfa)                                       \
	"[defaults]\nregion = eu-west-1\nmfa = " mfa "\n" \
	"mfa_serial = arn:aws:iam::123456789012:mfa/%u\n" \
	"[profile base]\ncredential_source = UserKey\n"   \
	"[profile test]\nsource_profile = base\n"         \
	"role_arn = arn:aws:iam::123456789012:role/R\n"   \
	"[rule]\nprofile = test\n"

static void
unenrol(void)
{
	static const char *const files[] = {"secret", "key", "counter"};
	char path[128];

	(void)renewing_give();
	for (size_t i = 0; i < COUNT(files); i++) {
		snprintf(path, sizeof(path), STATE_DIR "/%d/%s", ALICE_UID,
		    files[i]);
		expect(unlink(path) == 0);
	}
}

static void
rule_out(void)
{
	(void)renewing_give();
	world_conf("[rule]\ndeny = yes\n");
}

static void
break_rules(void)
{
	(void)renewing_give();
	world_conf("[nonsense\n");
}

static void
lose_account(void)
{
	(void)renewing_give();
	world_file(SYSCONFDIR "/passwd",
	    "root:x:0:0::/:/bin/sh\n_pam_sts:x:990:990::/:/bin/false\n", 0644);
}

/* AWS is not even asked. */
static const struct stop {
	const char *reason;
	void (*prepare)(void);
	const char *log;
} stops[] = {
    {"revoked", unenrol,
	"warning " BEGIN "not enrolled: the user is not enrolled\n"},
    {"other rules", rule_out,
	"denied by the rules: other rules hold than at login\n"},
    {"broken rules", break_rules,
	"set-up error: the configuration is not sound\n"},
    {"no account any more", lose_account,
	"set-up error: the user is not there any more, or another\n"},
};

static void
stopped(const void *arg)
{
	const struct stop *c = arg;
	struct life l;

	renewing_begin(&l, 60);
	c->prepare();
	life_start_keeper(l.id);
	expect_soon(life_logged(c->log));
	expect_int(script_starts(OBTAIN), 1);
	/* What he has he keeps. */
	expect_int(world_entries(life_file(&l, "")), 4);
}

/* What was got under weaker rules, or by another call than the rules make now,
 * gives nothing more. */
static const struct weak {
	const char *reason, *conf;
	enum tag tag;
	const char *value;
} weak[] = {
    {"no code was given", BEHIND("local"), TAG_PROOF, "none"},
    {"another call had the code", BEHIND("sts"), TAG_FIRST,
	"GetSessionToken serial=other role= profile=base"},
    {"no call had the code", BEHIND("sts"), TAG_FIRST, NULL},
};

static void
demanded(const void *arg)
{
	const struct weak *c = arg;
	struct life l;

	world_conf(c->conf);
	renewing_begin(&l, 60);
	(void)renewing_give();
	session_store(life_record(&l), 0, c->tag, c->value);
	life_start_keeper(l.id);
	expect_soon(life_logged("denied by the rules: they demand a code that "
				"this session was not given\n"));
	expect_int(script_starts(OBTAIN), 1);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(stops); i++)
		host_test("not renewed", stops[i].reason, stopped, &stops[i]);
	for (size_t i = 0; i < COUNT(weak); i++)
		host_test("not renewed", weak[i].reason, demanded, &weak[i]);
	return tap_end();
}
