/* pam-sts drop: end the credentials of sessions that live.  Run by root. */

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/commands.h"
#include "cli/grant.h"
#include "cli/message.h"
#include "cli/order.h"
#include "cli/printable.h"
#include "cli/session_record.h"
#include "cli/sweeper.h"

#define SESSIONS RUNDIR "/pam_sts/sessions"
#define PATH_SIZE 512
#define DEADLINE_MS 5000
#define POLL_MS 20

/* Which sessions; neither: all of them. */
struct wanted {
	const char *id;
	const char *user;
};

struct ended {
	char id[SESSION_HEX + 1];
	/* "" when the record could not be read. */
	char user[NAME_MAX_BYTES + 1], target[NAME_MAX_BYTES + 1];
};

struct ended_list {
	struct ended *p;
	size_t n;
};

static bool
is_wanted(const struct session_record *rec, const struct wanted *w)
{
	return w->user == NULL ||
	    span_is(rec->header.field[TAG_USER], w->user) ||
	    span_is(rec->header.field[TAG_TARGET], w->user);
}

/* NULL, said, when there is no memory. */
static struct ended *
note(struct ended_list *list, const char *id)
{
	struct ended *e =
	    reallocarray(list->p, list->n + 1, sizeof(list->p[0]));

	if (e == NULL) {
		(void)message("session %s is not ended: %s: try again", id,
		    strerrordesc_np(errno));
		return NULL;
	}
	list->p = e;
	e = &list->p[list->n];
	memset(e, 0, sizeof(*e));
	(void)span_copy(e->id, sizeof(e->id), span_of(id));
	return e;
}

/* Remove a record if it is wanted.  One that cannot be read is, unless it has
 * to be somebody's: then it may be his. */
static int
remove_record(struct ended_list *list, const struct session_records *all,
    const char *id, const struct wanted *w)
{
	struct session_record rec;
	const struct span *h = rec.header.field;
	int found = session_record_read(&rec, all, id);
	struct ended *e;

	if (found < 0 && w->user != NULL)
		return REFUSED;
	if (found == 0 || (found > 0 && !is_wanted(&rec, w)))
		return DONE;
	if ((e = note(list, id)) == NULL || session_record_remove(all, id) < 0)
		return REFUSED;
	list->n++;
	order_wake(id);
	if (found < 0)
		return DONE;
	(void)span_copy(e->user, sizeof(e->user), h[TAG_USER]);
	(void)span_copy(e->target, sizeof(e->target), h[TAG_TARGET]);
	return w->id != NULL && grant_remove(e->user) < 0 ? REFUSED : DONE;
}

/* All that are wanted, whatever one of them is. */
static int
remove_records(struct ended_list *list, const struct session_records *all,
    const struct wanted *w)
{
	int r = DONE;

	for (size_t i = 0; i < all->n; i++)
		if ((w->id == NULL || strcmp(w->id, all->id[i]) == 0) &&
		    remove_record(list, all, all->id[i], w) != DONE)
			r = REFUSED;
	return r;
}

static long
milliseconds(void)
{
	struct timespec t = {0};

	(void)clock_gettime(CLOCK_MONOTONIC, &t);
	return (long)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Whose they are, a record that cannot be read does not tell: look below all
 * users'.  1 and their path; 0: they are gone; -1, said. */
static int
find_files(char path[static PATH_SIZE], const char *id)
{
	DIR *users = opendir(SESSIONS);
	const struct dirent *e;
	struct stat st;
	int r = 0;

	if (users == NULL && errno != ENOENT)
		(void)message(SESSIONS ": %s: look for session %s there",
		    strerrordesc_np(errno), id);
	if (users == NULL)
		return errno == ENOENT ? 0 : -1;
	while (r == 0 && (e = readdir(users)) != NULL) {
		snprintf(path, PATH_SIZE, SESSIONS "/%s/%s", e->d_name, id);
		r = e->d_name[0] != '.' && lstat(path, &st) == 0;
	}
	closedir(users);
	return r;
}

/* A keeper that was renewing may have put another record in place since. */
static int
wait_for(const struct ended *e, const struct session_records *all, long until)
{
	const struct timespec pause = {0, POLL_MS * 1000000};
	char path[PATH_SIZE];
	int r;

	while ((r = find_files(path, e->id)) == 1) {
		if (milliseconds() > until)
			return message(
			    "%s is still there: remove it by hand", path);
		if (session_record_remove(all, e->id) < 0)
			return REFUSED;
		(void)nanosleep(&pause, NULL);
	}
	return r == 0 ? DONE : REFUSED;
}

static void
tell(const struct ended *e)
{
	printf("ended session %s", e->id);
	if (e->user[0] == '\0')
		fputs(", whose record could not be read", stdout);
	else {
		fputs(" of ", stdout);
		printable_print(stdout, span_of(e->user));
	}
	if (strcmp(e->user, e->target) != 0) {
		fputs(" as ", stdout);
		printable_print(stdout, span_of(e->target));
	}
	putchar('\n');
}

static int
end(const struct ended_list *list, const struct session_records *all)
{
	int r = sweeper_run();
	long until = milliseconds() + DEADLINE_MS;

	for (size_t i = 0; i < list->n; i++)
		if (wait_for(&list->p[i], all, until) == DONE)
			tell(&list->p[i]);
		else
			r = REFUSED;
	return r;
}

static int
drop(const struct wanted *w)
{
	struct ended_list list = {NULL, 0};
	struct session_records all;
	int r = DONE;

	/* First, lest sudo open one more session with what it finds there. */
	if (w->id == NULL && grant_remove(w->user) < 0)
		r = REFUSED;
	if (session_records_open(&all) < 0 ||
	    remove_records(&list, &all, w) != DONE)
		r = REFUSED;
	if (list.n > 0 && end(&list, &all) != DONE)
		r = REFUSED;
	if (list.n == 0 && r == DONE && w->id != NULL)
		r = message(
		    "there is no session %s: see pam-sts sessions", w->id);
	else if (list.n == 0 && r == DONE)
		puts("there is no session to end");
	free(list.p);
	session_records_close(&all);
	return r;
}

int
command_drop(int argc, char **argv)
{
	struct wanted w = {NULL, NULL};

	if (argc == 3 && strcmp(argv[1], "--user") == 0)
		w.user = argv[2];
	else if (argc == 2 && field_valid(TAG_SESSION, span_of(argv[1])))
		w.id = argv[1];
	else if (argc != 2 || strcmp(argv[1], "--all") != 0)
		return message_usage("drop",
		    "expected 16 hex digits, --user and a user, or --all");
	return drop(&w);
}
