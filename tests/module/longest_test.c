/* The most there can be: eight profiles, and of each field as many bytes as it
 * may have. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "common/bundle.h"
#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/session.h"
#include "tests/module/tap.h"

#define PROFILE(name, region, form)                                    \
	"[profile " name "]\ncredential_source = UserKey\nmfa = local" \
	"\nregion = " region "\ncredential_file = " form "\n"
#define TEXT_SIZE (512 * 1024)

static char names[PROFILES_MAX][PROFILE_NAME_MAX + 1];
static char key_id[128 + 1], secret[256 + 1], token[24576 + 1];
static char arn[2048 + 1], region[63 + 1];

static void
fill(char *text, size_t size, char with)
{
	memset(text, with, size - 1);
	text[size - 1] = '\0';
}

static void
give_longest(enum fake_act act, const char *profile, unsigned more)
{
	static uint8_t buf[MESSAGE_MAX];
	const struct given g = {profile, more, region, arn};
	struct message m = script_given(&g);
	int n;

	m.field[TAG_ACCESS_KEY_ID] = span_of(key_id);
	m.field[TAG_SECRET_ACCESS_KEY] = span_of(secret);
	m.field[TAG_SESSION_TOKEN] = span_of(token);
	n = wire_encode(&m, buf, sizeof(buf));
	if (n < 0)
		abort();
	script_step(OBTAIN, act, buf, (size_t)n);
}

static void
ask_for_eight(const char *form)
{
	char text[4096] = "", rule[1024] = "[rule]\nprofile = ";

	for (unsigned i = 0; i < PROFILES_MAX; i++) {
		fill(names[i], sizeof(names[i]), (char)('a' + i));
		snprintf(text + strlen(text), sizeof(text) - strlen(text),
		    PROFILE("%s", "x", "%s"), names[i], form);
		snprintf(rule + strlen(rule), sizeof(rule) - strlen(rule),
		    "%s%s", i == 0 ? "" : ", ", names[i]);
	}
	strcat(strcat(text, rule), "\n");
	world_conf(text);
}

static void
add_section(char *text, const char *name)
{
	size_t n = strlen(text);

	snprintf(text + n, TEXT_SIZE - n,
	    "[%s]\naws_access_key_id = %s\naws_secret_access_key = %s\n"
	    "aws_session_token = %s\nx_security_token_expires = " EXPIRATION
	    "\n",
	    name, key_id, secret, token);
}

/* The first is the default, too, in the file that SDKs read. */
static const struct form {
	const char *reason, *file;
	bool with_default;
} forms[] = {
    {"static", "credentials", true},
    {"process", "keys", false},
};

static void
eight_of_the_longest(const void *arg)
{
	static char want[TEXT_SIZE];
	const struct form *c = arg;
	struct host h = {0};

	fill(key_id, sizeof(key_id), 'A');
	fill(secret, sizeof(secret), '+');
	fill(token, sizeof(token), '/');
	fill(arn, sizeof(arn), '!');
	fill(region, sizeof(region), 'x');
	ask_for_eight(c->reason);
	script_prepared(STATUS_OK, NULL);
	give_longest(FAKE_ANSWER, NULL, PROFILES_MAX);
	for (unsigned i = 0; i < PROFILES_MAX; i++)
		give_longest(FAKE_SEND, names[i], PROFILES_MAX - 1 - i);
	host_log_in(&h, "sshd");
	expect_int(session_stored_count(session_ticket(&h)), PROFILES_MAX + 2);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_text(host_env(&h, "AWS_REGION"), region);
	if (c->with_default)
		add_section(want, "default");
	for (unsigned i = 0; i < PROFILES_MAX; i++)
		add_section(want, names[i]);
	expect_text(
	    world_read(host_session_file(&h, ALICE_UID, c->file)), want);
	expect_int(session_stored_count(session_record(&h)), PROFILES_MAX + 2);
	for (int i = 1; i <= PROFILES_MAX + 1; i++)
		expect_text(
		    session_stored(session_record(&h), i, TAG_SESSION_TOKEN),
		    token);
	expect_int(host_close(&h), PAM_SUCCESS);
	session_gone(&h);
}

int
main(int argc, char **argv)
{
	if (!host_begin(argc, argv))
		return 2;
	for (size_t i = 0; i < COUNT(forms); i++)
		host_test("eight profiles", forms[i].reason,
		    eight_of_the_longest, &forms[i]);
	return tap_end();
}
