/* Tickets; runs as root in the host.  The environment is hostile: a value
 * that is not exactly a ticket's name names nothing. */

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/file.h"
#include "pam_sts/grant.h"
#include "pam_sts/login.h"
#include "pam_sts/random.h"
#include "pam_sts/ticket.h"

#define VARIABLE_SIZE (sizeof(TICKET_VARIABLE "=") + TICKET_HEX)

/* The name that the PAM environment has, if it is one of a ticket's. */
static bool
named(const struct login *l, char name[static TICKET_HEX + 1])
{
	struct span value = span_of(pam_getenv(l->pamh, TICKET_VARIABLE));

	return value.n == TICKET_HEX && text_in_set(value, "0-9a-f") &&
	    span_copy(name, TICKET_HEX + 1, value);
}

/* A host that authenticates twice has use for the last one only. */
static void
drop_named(const struct login *l, int dir)
{
	char name[TICKET_HEX + 1];

	if (named(l, name))
		(void)unlinkat(dir, name, 0);
}

int
ticket_store(const struct login *l, const struct bundle *grant)
{
	char variable[VARIABLE_SIZE] = TICKET_VARIABLE "=";
	char *name = variable + strlen(variable);
	int dir = authority_tickets(), r;

	if (dir < 0)
		return dir;
	drop_named(l, dir);
	r = random_hex(name, TICKET_HEX / 2);
	if (r == 0)
		r = file_publish(dir, name, grant->p, grant->n, 0, 0);
	if (r == 0 && pam_putenv(l->pamh, variable) != PAM_SUCCESS) {
		(void)unlinkat(dir, name, 0);
		r = -ENOMEM;
	}
	close(dir);
	return r;
}

/* The one who authenticated: PAM_USER, as sudo has it with targetpw too, or
 * sudo's caller. */
static bool
is_of_user(struct login *l, struct span user)
{
	if (span_is(user, l->target.name))
		l->user = l->target;
	return span_is(user, l->user.name);
}

static bool
is_fresh(const struct message *m)
{
	uint64_t stamp, now = login_clock();

	return text_decimal(m->field[TAG_STAMP], &stamp) && stamp <= now &&
	    now - stamp <= TICKET_SECONDS;
}

static int
read_once(const char *name, struct bundle *b)
{
	int dir = authority_tickets(), fd, r;

	if (dir < 0)
		return dir;
	fd = r = file_open(dir, name);
	/* Of two who try, unlink lets one through. */
	if (r >= 0)
		r = unlinkat(dir, name, 0) == -1 ? -errno : grant_read(b, fd);
	if (fd >= 0)
		close(fd);
	close(dir);
	return r;
}

int
ticket_take(struct login *l, struct bundle *b)
{
	char name[TICKET_HEX + 1];
	struct grant_header h;
	int r;

	if (pam_getenv(l->pamh, TICKET_VARIABLE) == NULL)
		return -ENOENT;
	r = named(l, name) ? 0 : -EPROTO;
	(void)pam_putenv(l->pamh, TICKET_VARIABLE);
	if (r == 0)
		r = read_once(name, b);
	if (r == 0)
		r = grant_whole(b, KIND_TICKET, &h);
	if (r == 0 &&
	    (!is_fresh(&h.m) ||
		!span_is(h.m.field[TAG_TARGET], l->target.name) ||
		!span_is(h.m.field[TAG_SERVICE], l->service) ||
		!is_of_user(l, h.m.field[TAG_USER])))
		r = -EACCES;
	return r;
}
