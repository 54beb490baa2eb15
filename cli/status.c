/*
 * pam-sts status: what credentials this session has.  Run by the user inside
 * it, and by his shell before each prompt: it looks nobody up.
 */

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/expiry.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/printable.h"
#include "cli/session.h"
#include "common/field.h"

/* Lines of a session's notes, and of a profile's, as they are shown. */
static const char *const facts[] = {"session", "user", "target", "service",
    "proof", "obtained", "obtained_by", "linger"};
static const char *const more_facts[] = {"form", "region"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE; absent if it has none. */
static struct span
account_of(struct span arn)
{
	struct span account = {NULL, 0};

	for (int i = 0; i < 5; i++)
		account = span_cut(&arn, ':');
	return field_valid(TAG_ACCOUNT, account) ? account :
						   (struct span){NULL, 0};
}

static void
print_line(const char *indent, const char *key, struct span value)
{
	if (value.p == NULL)
		return;
	printf("%s%s: ", indent, key);
	printable_print(stdout, value);
	putchar('\n');
}

static void
print_left(long left)
{
	if (left < 0)
		puts("  left: not known");
	else if (left == 0)
		puts("  left: nothing, the credentials have expired");
	else
		printf("  left: %ld h %02ld min %02ld s\n", left / 3600,
		    left / 60 % 60, left % 60);
}

/* By itself, but no longer than what the code gave lasts. */
static void
print_renewal(const struct session *s, struct span name)
{
	struct span renewable = session_profile_fact(s, name, "renewable");
	struct span until = session_profile_fact(s, name, "renewable_until");

	if (span_is(renewable, "code"))
		puts("  renewed: by pam-sts renew, with a code");
	if (!span_is(renewable, "yes"))
		return;
	fputs("  renewed: by itself", stdout);
	if (until.p != NULL) {
		fputs(" until ", stdout);
		printable_print(stdout, until);
	}
	putchar('\n');
}

static void
print_profile(const struct session *s, struct span name, bool first)
{
	struct span arn = session_profile_fact(s, name, "arn");
	struct span expires = session_profile_fact(s, name, "expires");

	printf("profile: %.*s%s\n", (int)name.n, name.p,
	    first ? " (default)" : "");
	print_line("  ", "arn", arn);
	print_line("  ", "account", account_of(arn));
	print_line("  ", "access_key_id",
	    session_profile_fact(s, name, "access_key_id"));
	print_line("  ", "expires", expires);
	print_left(expiry_left(expires));
	print_renewal(s, name);
	for (size_t i = 0; i < COUNT(more_facts); i++)
		print_line("  ", more_facts[i],
		    session_profile_fact(s, name, more_facts[i]));
}

static void
print_text(const struct session *s)
{
	struct span rest = s->profiles;
	bool first = true;

	for (size_t i = 0; i < COUNT(facts); i++)
		print_line("", facts[i], session_fact(s, facts[i]));
	for (; rest.p != NULL; first = false)
		print_profile(s, span_item(&rest), first);
}

static void
json_left(struct span expires)
{
	long left = expiry_left(expires);

	json_name(stdout, ", ", "seconds_left");
	if (left < 0)
		fputs("null", stdout);
	else
		printf("%ld", left);
}

static void
json_member(const char *before, const char *name, struct span value)
{
	json_name(stdout, before, name);
	json_text(stdout, value);
}

static void
json_profile(const struct session *s, const char *before, struct span name)
{
	static const char *const rest[] = {
	    "renewable", "renewable_until", "form", "region"};
	struct span arn = session_profile_fact(s, name, "arn");
	struct span expires = session_profile_fact(s, name, "expires");

	fputs(before, stdout);
	json_member("{", "name", name);
	json_member(", ", "arn", arn);
	json_member(", ", "account", account_of(arn));
	json_member(", ", "access_key_id",
	    session_profile_fact(s, name, "access_key_id"));
	json_member(", ", "expires", expires);
	json_left(expires);
	for (size_t i = 0; i < COUNT(rest); i++)
		json_member(
		    ", ", rest[i], session_profile_fact(s, name, rest[i]));
	putchar('}');
}

static void
print_json(const struct session *s)
{
	const char *before = "{";
	struct span rest = s->profiles;

	for (size_t i = 0; i < COUNT(facts); i++, before = ", ")
		json_member(before, facts[i], session_fact(s, facts[i]));
	json_member(", ", "none", (struct span){NULL, 0});
	json_left(session_profile_fact(s, s->first, "expires"));
	json_name(stdout, ", ", "profiles");
	before = "[";
	for (; rest.p != NULL; before = ", ")
		json_profile(s, before, span_item(&rest));
	puts("]}");
}

/* A profile's name has no byte that a shell would expand in a prompt. */
static void
print_prompt(struct span name, long left)
{
	printf("%.*s", (int)name.n, name.p);
	if (left >= 3600)
		printf(" %ldh", left / 3600);
	else if (left >= 60)
		printf(" %ldm", left / 60);
	else if (left > 0)
		printf(" %lds", left);
	else if (left == 0)
		printf(" expired");
	putchar('\n');
}

static int
print_none(struct span why, bool json)
{
	fputs(json ? "{\"session\": null, \"seconds_left\": 0, \"none\": " :
		     "no credentials were given: ",
	    stdout);
	if (json)
		json_string(stdout, why);
	else
		printable_print(stdout, why);
	puts(json ? "}" : "");
	return REFUSED;
}

enum form { TEXT, JSON, PROMPT };

static int
refuse(const struct session *s, enum form form)
{
	struct span why = session_none();

	if (form == PROMPT)
		return REFUSED;
	if (why.p != NULL && s->info.p == NULL)
		return print_none(why, form == JSON);
	return session_refuse(s);
}

static int
show(const struct session *s, enum form form)
{
	long left = expiry_left(session_profile_fact(s, s->first, "expires"));

	if (form == PROMPT)
		print_prompt(s->first, left);
	else if (form == JSON)
		print_json(s);
	else
		print_text(s);
	return left == 0 ? REFUSED : DONE;
}

static int
status(enum form form)
{
	struct session s;
	int r = session_open(&s, NULL) ? show(&s, form) : refuse(&s, form);

	session_close(&s);
	return r;
}

int
command_status(int argc, char **argv)
{
	if (argc == 1)
		return status(TEXT);
	if (argc == 2 && strcmp(argv[1], "--json") == 0)
		return status(JSON);
	if (argc == 2 && strcmp(argv[1], "--prompt") == 0)
		return status(PROMPT);
	return message_usage("status", "expected nothing, --json or --prompt");
}
