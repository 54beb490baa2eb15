/*
 * Publishing and removing a session's files.  Runs as root in the host; the
 * last directory belongs to the user (so that a close without privilege can
 * still remove the file), so root works in it by descriptor only.
 */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/file.h"
#include "pam_sts/login.h"
#include "pam_sts/session.h"

#define CREDENTIALS "credentials"
#define INFO "info"
#define ENV_SIZE 512
/* A user's last session may be closing: its directory vanishes as we come. */
#define TRIES 8

struct text {
	char buf[MESSAGE_MAX];
	size_t n;
};

static void
add(struct text *t, const char *key, struct span value)
{
	int n;

	if (value.p == NULL)
		return;
	n = snprintf(t->buf + t->n, sizeof(t->buf) - t->n, "%s = %.*s\n", key,
	    (int)value.n, value.p);
	if (n > 0 && (size_t)n < sizeof(t->buf) - t->n)
		t->n += (size_t)n;
}

static void
compose_credentials(struct text *t, const struct message *m)
{
	static const char head[] = "[default]\n";

	memcpy(t->buf, head, sizeof(head) - 1);
	t->n = sizeof(head) - 1;
	add(t, "aws_access_key_id", m->field[TAG_ACCESS_KEY_ID]);
	add(t, "aws_secret_access_key", m->field[TAG_SECRET_ACCESS_KEY]);
	add(t, "aws_session_token", m->field[TAG_SESSION_TOKEN]);
	add(t, "x_security_token_expires", m->field[TAG_EXPIRATION]);
}

static void
compose_info(struct text *t, const struct message *m)
{
	t->n = 0;
	add(t, "session", m->field[TAG_SESSION]);
	add(t, "user", m->field[TAG_USER]);
	add(t, "service", m->field[TAG_SERVICE]);
	add(t, "profile", m->field[TAG_PROFILE]);
	add(t, "access_key_id", m->field[TAG_ACCESS_KEY_ID]);
	add(t, "arn", m->field[TAG_ARN]);
	add(t, "expires", m->field[TAG_EXPIRATION]);
}

static int
publish_files(int dir, const struct message *m, const struct account *owner)
{
	struct text t;
	int r;

	compose_info(&t, m);
	r = file_publish(dir, INFO, t.buf, t.n, owner->uid, owner->gid);
	compose_credentials(&t, m);
	if (r == 0)
		r = file_publish(
		    dir, CREDENTIALS, t.buf, t.n, owner->uid, owner->gid);
	explicit_bzero(&t, sizeof(t));
	/* The directory last: until now he could not reach into it. */
	if (r == 0 &&
	    (fchmod(dir, 0700) == -1 ||
		fchown(dir, owner->uid, owner->gid) == -1))
		r = -errno;
	return r;
}

/* The new directory sessions/<uid>/<id>, still root's; or -errno. */
static int
make_directory(uid_t uid, const char *id)
{
	int r = -ENOENT;

	for (int i = 0; i < TRIES && r == -ENOENT; i++) {
		int parent = authority_sessions(uid, true);

		if (parent < 0) {
			r = parent;
			continue;
		}
		r = mkdirat(parent, id, 0700) == -1 ? -errno : 0;
		if (r == 0)
			r = openat(parent, id,
			    O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (r == -1)
			r = -errno;
		close(parent);
	}
	return r;
}

static int
put(const struct login *l, const char *name, struct span value)
{
	char text[ENV_SIZE];
	int n;

	if (value.p == NULL)
		return 0;
	n = snprintf(
	    text, sizeof(text), "%s=%.*s", name, (int)value.n, value.p);
	if (n < 0 || (size_t)n >= sizeof(text) ||
	    pam_putenv(l->pamh, text) != PAM_SUCCESS)
		return -ENOMEM;
	return 0;
}

static int
publish_environment(const struct login *l, const struct message *m)
{
	char path[ENV_SIZE];
	int r;

	snprintf(path, sizeof(path), "%s/pam_sts/sessions/%lu/%.*s/%s", RUNDIR,
	    (unsigned long)l->user.uid, SESSION_HEX, m->field[TAG_SESSION].p,
	    CREDENTIALS);
	/* The session's name first: with it, a close finds the files. */
	r = put(l, SESSION_VARIABLE, m->field[TAG_SESSION]);
	if (r == 0)
		r = put(l, "AWS_SHARED_CREDENTIALS_FILE", span_of(path));
	if (r == 0)
		r = put(l, "AWS_REGION", m->field[TAG_REGION]);
	if (r == 0)
		r = put(l, "AWS_DEFAULT_REGION", m->field[TAG_REGION]);
	if (r == 0)
		r = put(
		    l, "AWS_CREDENTIAL_EXPIRATION", m->field[TAG_EXPIRATION]);
	return r;
}

/* Unlink sessions/<uid>/<id> and, when it was the last, <uid>. */
static int
remove_files(uid_t uid, const char *id)
{
	int parent = authority_sessions(uid, false), dir, r = 0;

	if (parent < 0)
		return parent == -ENOENT ? 0 : parent;
	dir =
	    openat(parent, id, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (dir == -1)
		r = errno == ENOENT ? 0 : -errno;
	else {
		if (unlinkat(dir, CREDENTIALS, 0) == -1 && errno != ENOENT)
			r = -errno;
		(void)unlinkat(dir, INFO, 0);
		(void)unlinkat(dir, FILE_TEMPORARY(CREDENTIALS), 0);
		(void)unlinkat(dir, FILE_TEMPORARY(INFO), 0);
		close(dir);
		(void)unlinkat(parent, id, AT_REMOVEDIR);
	}
	close(parent);
	authority_sessions_tidy(uid);
	return r;
}

/* The id in the PAM environment, if it is one. */
static bool
named_session(const struct login *l, char id[static SESSION_HEX + 1])
{
	struct span s = span_of(pam_getenv(l->pamh, SESSION_VARIABLE));

	return field_valid(TAG_SESSION, s) && span_copy(id, SESSION_HEX + 1, s);
}

int
session_publish(const struct login *l, const struct message *m)
{
	char id[SESSION_HEX + 1];
	int dir, r;

	if (!span_copy(id, sizeof(id), m->field[TAG_SESSION]))
		return -EPROTO;
	dir = make_directory(l->user.uid, id);
	if (dir < 0)
		return dir;
	r = publish_files(dir, m, &l->user);
	close(dir);
	if (r == 0)
		r = publish_environment(l, m);
	if (r < 0) {
		if (pam_getenv(l->pamh, SESSION_VARIABLE) != NULL)
			(void)pam_putenv(l->pamh, SESSION_VARIABLE);
		(void)remove_files(l->user.uid, id);
	}
	return r;
}

bool
session_exists(const struct login *l)
{
	char id[SESSION_HEX + 1];
	int parent = authority_sessions(l->user.uid, false);
	struct stat st;
	bool there = parent >= 0 && named_session(l, id) &&
	    fstatat(parent, id, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISDIR(st.st_mode);

	if (parent >= 0)
		close(parent);
	return there;
}

int
session_remove(const struct login *l)
{
	char id[SESSION_HEX + 1];

	if (!l->user.known || !named_session(l, id))
		return 0;
	return remove_files(l->user.uid, id);
}
