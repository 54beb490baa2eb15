/*
 * pam-sts status: what credentials this session has.  Run by the user inside
 * it.  The file it reads is the user's own: nothing trusts what it says.
 */

#include <sys/stat.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/printable.h"
#include "common/field.h"
#include "common/limits.h"
#include "common/stanza.h"
#include "common/words.h"

#define PATH_SIZE 256

/* The lines of info, in the order they are shown. */
static const char *const keys[] = {"session", "user", "target", "service",
    "profiles", "proof", "obtained", "obtained_by", "access_key_id", "arn",
    "expires"};

/* Room for a file; false when it is not there, or no file. */
static bool
read_info(struct span *text, char room[static STANZA_MAX], const char *path)
{
	int fd = open(
	    path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat st;
	ssize_t n = -1;

	if (fd == -1)
		return false;
	if (fstat(fd, &st) == 0 && S_ISREG(st.st_mode))
		n = read(fd, room, STANZA_MAX);
	close(fd);
	*text = (struct span){room, n < 0 ? 0 : (size_t)n};
	return n >= 0;
}

static bool
find_session(struct span *text, char room[static STANZA_MAX], const char *id)
{
	char path[PATH_SIZE];

	if (!field_valid(TAG_SESSION, span_of(id)))
		return false;
	snprintf(path, sizeof(path), "%s/pam_sts/sessions/%lu/%s/info", RUNDIR,
	    (unsigned long)getuid(), id);
	return read_info(text, room, path);
}

static bool
says_something(struct span info)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (stanza_get(info, keys[i]).p != NULL)
			return true;
	return false;
}

/* Seconds from now to a time of ours, 0 when it is over; -1: it is no time. */
static long
seconds_left(struct span expires)
{
	char text[sizeof("2026-11-21T18:00:00Z")];
	struct tm tm = {0};
	const char *end;
	time_t then, now = time(NULL);

	if (!span_copy(text, sizeof(text), expires) ||
	    (end = strptime(text, "%Y-%m-%dT%H:%M:%SZ", &tm)) == NULL ||
	    *end != '\0')
		return -1;
	then = timegm(&tm);
	return then > now ? (long)(then - now) : 0;
}

static void
print_left(long left)
{
	if (left < 0)
		puts("left: not known");
	else if (left == 0)
		puts("left: nothing, the credentials have expired");
	else
		printf("left: %ld h %02ld min %02ld s\n", left / 3600,
		    left / 60 % 60, left % 60);
}

static void
print_text(struct span info, long left)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct span value = stanza_get(info, keys[i]);

		if (value.p == NULL)
			continue;
		printf("%s: ", keys[i]);
		printable_print(stdout, value);
		putchar('\n');
	}
	print_left(left);
}

static void
print_json(struct span info, long left)
{
	const char *before = "{";

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		struct span value = stanza_get(info, keys[i]);

		json_name(stdout, before, keys[i]);
		if (strcmp(keys[i], "profiles") == 0)
			json_list(stdout, value);
		else
			json_text(stdout, value);
		before = ", ";
	}
	json_name(stdout, before, "seconds_left");
	if (left < 0)
		fputs("null", stdout);
	else
		printf("%ld", left);
	puts(", \"none\": null}");
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

static int
status(bool json)
{
	struct span id = span_of(getenv(WORDS_SESSION_VARIABLE)), info;
	struct span none = span_of(getenv(WORDS_NONE_VARIABLE));
	char room[STANZA_MAX];
	long left;

	if (id.p == NULL || !find_session(&info, room, id.p)) {
		if (none.n > 0)
			return print_none(none, json);
		if (!field_valid(TAG_SESSION, id))
			return message(
			    "not in a pam_sts session: " WORDS_SESSION_VARIABLE
			    " names none");
		return message("session %s has ended, or is another user's: "
			       "log in again",
		    id.p);
	}
	if (!says_something(info))
		return message("the notes of session %s say nothing: "
			       "log in again",
		    id.p);
	left = seconds_left(stanza_get(info, "expires"));
	if (json)
		print_json(info, left);
	else
		print_text(info, left);
	return left == 0 ? REFUSED : DONE;
}

int
command_status(int argc, char **argv)
{
	bool json = argc == 2 && strcmp(argv[1], "--json") == 0;

	if (argc != (json ? 2 : 1))
		return message_usage("status", "expected nothing or --json");
	return status(json);
}
