/* Finding a session and reading its files; run by its user. */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/paragraph.h"
#include "cli/session.h"
#include "common/field.h"
#include "common/stanza.h"
#include "common/words.h"

#define PATH_SIZE 256

static int
open_directory(const char *id)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "%s/pam_sts/sessions/%lu/%s", RUNDIR,
	    (unsigned long)getuid(), id);
	return open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

static bool
read_profiles(struct session *s)
{
	struct span rest = session_fact(s, "profiles");

	if (!field_valid(TAG_PROFILES, rest))
		return false;
	s->profiles = rest;
	s->first = span_item(&rest);
	rest = s->profiles;
	while (rest.p != NULL)
		if (!field_valid(TAG_PROFILE, span_item(&rest)))
			return false;
	return true;
}

bool
session_open(struct session *s, const char *id)
{
	s->given = id != NULL;
	s->id = s->given ? id : getenv(WORDS_SESSION_VARIABLE);
	s->dir = -1;
	s->info = (struct span){NULL, 0};
	return field_valid(TAG_SESSION, span_of(s->id)) &&
	    (s->dir = open_directory(s->id)) != -1 &&
	    session_read(s, "info", &s->info, s->room, sizeof(s->room)) == 0 &&
	    read_profiles(s);
}

void
session_close(struct session *s)
{
	if (s->dir != -1)
		close(s->dir);
	s->dir = -1;
}

int
session_refuse(const struct session *s)
{
	struct span why = session_none();

	if (s->info.p != NULL)
		return message("the notes of session %s say nothing: "
			       "log in again",
		    s->id);
	if (!s->given && why.p != NULL)
		return message("no credentials were given: %s", why.p);
	if (!field_valid(TAG_SESSION, span_of(s->id)))
		return message("not in a pam_sts session: %s names none",
		    s->given ? "--session" : WORDS_SESSION_VARIABLE);
	return message("session %s has ended, or is another user's: "
		       "log in again",
	    s->id);
}

struct span
session_none(void)
{
	struct span why = span_of(getenv(WORDS_NONE_VARIABLE));

	return why.n > 0 ? why : (struct span){NULL, 0};
}

struct span
session_fact(const struct session *s, const char *key)
{
	const struct span nobody = {NULL, 0};

	return session_profile_fact(s, nobody, key);
}

struct span
session_profile_fact(
    const struct session *s, struct span profile, const char *key)
{
	return stanza_get(paragraph_find(s->info, profile), key);
}

/* Until the file ends or the room is full. */
static int
read_all(int fd, struct span *text, char *room, size_t cap)
{
	size_t n = 0;
	ssize_t got;

	while (n < cap && (got = read(fd, room + n, cap - n)) != 0) {
		if (got == -1)
			return -errno;
		n += (size_t)got;
	}
	if (n == cap)
		return -EFBIG;
	*text = (struct span){room, n};
	return 0;
}

int
session_read(const struct session *s, const char *name, struct span *text,
    char *room, size_t cap)
{
	const int flags =
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC;
	int r, fd = openat(s->dir, name, flags);
	struct stat st;

	if (fd == -1)
		return -errno;
	if (fstat(fd, &st) == -1)
		r = -errno;
	else if (!S_ISREG(st.st_mode) || st.st_uid != getuid())
		r = -EPERM;
	else
		r = read_all(fd, text, room, cap);
	close(fd);
	return r;
}
