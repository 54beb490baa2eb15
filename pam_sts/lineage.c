/* Finding the login behind a sudo; runs as root. */

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "pam_sts/hint.h"
#include "pam_sts/lineage.h"
#include "pam_sts/login.h"
#include "pam_sts/process.h"
#include "pam_sts/record.h"

/* Is this process of the session that it leads? */
static bool
is_led(const struct message *m)
{
	char audit[AUDIT_LENGTH + 1];
	pid_t leader;

	return record_leader(m, &leader) &&
	    (process_descends(getpid(), leader) ||
		(process_audit_of(getpid(), audit) &&
		    span_is(m->field[TAG_AUDIT], audit)));
}

/* A login session of his, whose leader lives. */
static bool
is_of_user(const struct message *m, const struct login *l)
{
	pid_t leader;
	uid_t uid;

	return record_uid(m, &uid) && uid == l->user.uid &&
	    span_is(m->field[TAG_USER], l->user.name) &&
	    span_is(m->field[TAG_TARGET], l->user.name) &&
	    record_leader(m, &leader);
}

static void
take(struct login *l, const char *id, const struct message *m, bool proof)
{
	strcpy(l->login, id);
	if (!proof)
		return;
	(void)span_copy(
	    l->proof.how, sizeof(l->proof.how), m->field[TAG_PROOF]);
	(void)text_decimal(m->field[TAG_STAMP], &l->proof.when);
}

static int
find(struct login *l, const char *id, bool first)
{
	uint8_t room[RECORD_HEADER];
	struct bundle b = {room, sizeof(room), 0};
	struct grant_header h;
	int fd = record_open_header(id, &b, &h);

	if (fd >= 0 &&
	    (!is_of_user(&h.m, l) ||
		(first && (l->user.uid != getuid() || !is_led(&h.m))))) {
		close(fd);
		fd = -ENOENT;
	}
	if (fd >= 0)
		take(l, id, &h.m, first);
	explicit_bzero(room, sizeof(room));
	return fd;
}

int
lineage_find(struct login *l)
{
	char id[SESSION_HEX + 1];

	return hint_session(id) ? find(l, id, true) : -ENOENT;
}

int
lineage_again(struct login *l)
{
	char id[SESSION_HEX + 1];

	strcpy(id, l->login);
	return find(l, id, false);
}
