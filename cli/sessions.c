/* pam-sts sessions: which sessions have credentials.  Run by root. */

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/printable.h"
#include "cli/session_record.h"

#define AGE_SIZE 32

static const struct column {
	const char *title;
	int width;
} columns[] = {{"SESSION", 16}, {"USER", 12}, {"TARGET", 12}, {"SERVICE", 10},
    {"FROM", 15}, {"LEADER", 7}, {"AGE", 6}, {"KEPT", 4}, {"KEY", 20},
    {"EXPIRES", 20}, {"PROFILES", 0}};

#define COLUMNS (sizeof(columns) / sizeof(columns[0]))

/* Members of JSON that are as the record has them; null when they are not. */
struct member {
	const char *name;
	enum tag tag;
};

static const struct member session_members[] = {{"session", TAG_SESSION},
    {"user", TAG_USER}, {"target", TAG_TARGET}, {"service", TAG_SERVICE},
    {"rhost", TAG_RHOST}, {"tty", TAG_TTY}, {"proof", TAG_PROOF},
    {"login_session", TAG_LOGIN}};

static const struct member given_members[] = {{"profile", TAG_PROFILE},
    {"access_key_id", TAG_ACCESS_KEY_ID}, {"arn", TAG_ARN},
    {"region", TAG_REGION}, {"expires", TAG_EXPIRATION}};

static uint64_t
seconds_since(uint64_t stamp)
{
	struct timespec t = {0};

	(void)clock_gettime(CLOCK_BOOTTIME, &t);
	return (uint64_t)t.tv_sec > stamp ? (uint64_t)t.tv_sec - stamp : 0;
}

static struct span
age_text(char text[static AGE_SIZE], uint64_t seconds)
{
	unsigned long s = (unsigned long)seconds;

	if (s < 60)
		snprintf(text, AGE_SIZE, "%lus", s);
	else if (s < 3600)
		snprintf(text, AGE_SIZE, "%lum", s / 60);
	else if (s < 86400)
		snprintf(text, AGE_SIZE, "%luh%02lum", s / 3600, s / 60 % 60);
	else
		snprintf(
		    text, AGE_SIZE, "%lud%02luh", s / 86400, s / 3600 % 24);
	return span_of(text);
}

static void
print_row(const struct span cells[static COLUMNS])
{
	char text[PRINTABLE_SIZE];

	for (size_t i = 0; i < COLUMNS - 1; i++) {
		printable(text, cells[i].p == NULL ? span_of("-") : cells[i]);
		printf("%-*s ", columns[i].width, text);
	}
	printable_print(stdout, cells[COLUMNS - 1]);
	putchar('\n');
}

static void
print_titles(void)
{
	struct span cells[COLUMNS];

	for (size_t i = 0; i < COLUMNS; i++)
		cells[i] = span_of(columns[i].title);
	print_row(cells);
}

/* Of several profiles the first one's key stands for all. */
static void
print_text(const struct session_record *rec)
{
	static const struct message nothing;
	const struct span *h = rec->header.field;
	struct span profiles = h[TAG_PROFILES];
	const struct message *first =
	    session_record_profile(rec, span_item(&profiles));
	const struct span *g = first == NULL ? nothing.field : first->field;
	char age[AGE_SIZE];

	print_row((const struct span[COLUMNS]){h[TAG_SESSION], h[TAG_USER],
	    h[TAG_TARGET], h[TAG_SERVICE], h[TAG_RHOST], h[TAG_LEADER],
	    age_text(age, seconds_since(rec->stamp)),
	    span_of(rec->kept ? "yes" : "no"), g[TAG_ACCESS_KEY_ID],
	    g[TAG_EXPIRATION], h[TAG_PROFILES]});
}

static void
print_members(
    const struct span *field, const struct member *members, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		json_name(stdout, i == 0 ? "" : ", ", members[i].name);
		json_text(stdout, field[members[i].tag]);
	}
}

static void
print_number(const char *name, uint64_t n)
{
	json_name(stdout, ", ", name);
	printf("%llu", (unsigned long long)n);
}

static bool
is_listed(struct span list, struct span name)
{
	while (list.p != NULL)
		if (span_equal(span_item(&list), name))
			return true;
	return false;
}

/* What was given: the base, which has no profile, and the profiles. */
static void
print_given(const struct session_record *rec)
{
	json_name(stdout, ", ", "credentials");
	for (unsigned i = 0; i < rec->count; i++) {
		const struct span *g = rec->given[i].field;

		fputs(i == 0 ? "[{" : ", {", stdout);
		print_members(g, given_members,
		    sizeof(given_members) / sizeof(given_members[0]));
		json_name(stdout, ", ", "renewable");
		json_truth(stdout,
		    is_listed(
			rec->header.field[TAG_RENEWABLE], g[TAG_PROFILE]));
		putchar('}');
	}
	fputs(rec->count == 0 ? "[]" : "]", stdout);
}

static void
print_json(const struct session_record *rec)
{
	const struct span *h = rec->header.field;

	fputs("  {", stdout);
	print_members(h, session_members,
	    sizeof(session_members) / sizeof(session_members[0]));
	print_number("uid", rec->uid);
	print_number("leader", rec->leader);
	print_number("age", seconds_since(rec->stamp));
	print_number("obtained_ago", seconds_since(rec->obtained));
	json_name(stdout, ", ", "kept");
	json_truth(stdout, rec->kept);
	json_name(stdout, ", ", "linger");
	json_truth(stdout, h[TAG_LINGER].p != NULL);
	json_name(stdout, ", ", "profiles");
	json_list(stdout, h[TAG_PROFILES]);
	json_name(stdout, ", ", "assumed");
	json_list(stdout, h[TAG_ASSUMED]);
	print_given(rec);
	putchar('}');
}

static int
print_all(const struct session_records *all, bool json)
{
	struct session_record rec;
	unsigned shown = 0;
	int r = DONE;

	for (size_t i = 0; i < all->n; i++) {
		int found = session_record_read(&rec, all, all->id[i]);

		if (found < 0)
			r = REFUSED;
		if (found != 1)
			continue;
		if (json)
			puts(shown == 0 ? "[" : ",");
		else if (shown == 0)
			print_titles();
		(json ? print_json : print_text)(&rec);
		shown++;
	}
	if (json)
		puts(shown == 0 ? "[]" : "\n]");
	return r;
}

int
command_sessions(int argc, char **argv)
{
	bool json = argc == 2 && strcmp(argv[1], "--json") == 0;
	struct session_records all;
	int r = REFUSED;

	if (argc != (json ? 2 : 1))
		return message_usage("sessions", "expected nothing or --json");
	if (session_records_open(&all) == 0)
		r = print_all(&all, json);
	session_records_close(&all);
	return r;
}
