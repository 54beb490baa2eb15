/* pam-sts list: who is enrolled.  Run by root. */

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/printable.h"
#include "cli/record.h"

struct uids {
	uid_t *uid;
	size_t n;
};

static int
compare(const void *a, const void *b)
{
	const uid_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

static int
add(struct uids *u, const char *name)
{
	uint64_t uid;
	void *more;

	if (!text_decimal(span_of(name), &uid) || uid >= (uid_t)-1)
		return 0;
	more = reallocarray(u->uid, u->n + 1, sizeof(u->uid[0]));
	if (more == NULL)
		return -1;
	u->uid = more;
	u->uid[u->n++] = (uid_t)uid;
	return 0;
}

/* The uids that have a directory, in order; the caller frees. */
static int
collect(struct uids *u)
{
	const struct dirent *e;
	DIR *dir;
	int fd, r = 0;

	*u = (struct uids){NULL, 0};
	if (state_base(&fd) < 0)
		return -1;
	if (fd == -1)
		return 0;
	if ((dir = fdopendir(fd)) == NULL) {
		close(fd);
		r = -1;
	}
	while (r == 0 && (e = readdir(dir)) != NULL)
		r = add(u, e->d_name);
	if (dir != NULL)
		closedir(dir);
	if (r < 0)
		(void)message("%s cannot be listed: %s: try again", STATE_DIR,
		    strerrordesc_np(errno));
	else if (u->n > 0)
		qsort(u->uid, u->n, sizeof(u->uid[0]), compare);
	return r;
}

/* One word on what can be done with it. */
static const char *
standing(const struct record *rec, const char *name)
{
	return rec->damaged		 ? "damaged" :
	    name[0] == '\0'		 ? "gone" :
	    rec->user[0] == '\0'	 ? "ok" :
	    strcmp(rec->user, name) != 0 ? "recycled" :
					   "ok";
}

static void
print_text(uid_t uid, const struct record *rec, const char *name)
{
	const char *user = rec->user[0] != '\0' ? rec->user :
	    name[0] != '\0'			? name :
						  "-";
	const char *key = rec->key_id[0] != '\0' ? rec->key_id :
	    rec->key				 ? "?" :
						   "-";
	char text[PRINTABLE_SIZE];

	printable(text, span_of(user));
	printf("%-16s %10lu %-3s %-20s %s\n", text, (unsigned long)uid,
	    rec->secret ? "yes" : "no", key, standing(rec, name));
}

/* A string, or null when it is empty. */
static void
print_member(const char *name, const char *value)
{
	printf(", \"%s\": ", name);
	if (value[0] == '\0')
		fputs("null", stdout);
	else
		json_string(stdout, span_of(value));
}

static void
print_json(uid_t uid, const struct record *rec, const char *name)
{
	printf("  {\"uid\": %lu", (unsigned long)uid);
	print_member("user", rec->user[0] != '\0' ? rec->user : name);
	print_member("current_user", name);
	printf(", \"secret\": %s", rec->secret ? "true" : "false");
	print_member("access_key_id", rec->key_id);
	print_member("state", standing(rec, name));
	putchar('}');
}

/* A directory that cannot be trusted is listed too, as damaged. */
static int
load(struct record *rec, uid_t uid)
{
	struct state s;
	int r = state_look(&s, uid);

	*rec = (struct record){.secret = false};
	if (r == 0) {
		r = record_read(rec, &s);
		(void)state_close(&s);
	}
	rec->damaged = rec->damaged || r < 0;
	return r;
}

static int
list(const struct uids *u, bool json)
{
	char name[NAME_MAX_BYTES + 1];
	struct record rec;
	int r = DONE;

	fputs(json ? "[" : "", stdout);
	for (size_t i = 0; i < u->n; i++) {
		if (load(&rec, u->uid[i]) < 0)
			r = REFUSED;
		account_name(name, u->uid[i]);
		if (json) {
			puts(i > 0 ? "," : "");
			print_json(u->uid[i], &rec, name);
		} else
			print_text(u->uid[i], &rec, name);
	}
	fputs(json ? "\n]\n" : "", stdout);
	return r;
}

int
command_list(int argc, char **argv)
{
	bool json = argc == 2 && strcmp(argv[1], "--json") == 0;
	struct uids u;
	int r;

	if (argc != (json ? 2 : 1))
		return message_usage("list", "expected nothing or --json");
	r = collect(&u) < 0 ? REFUSED : list(&u, json);
	free(u.uid);
	return r;
}
