/* Tickets; runs as root in the host.  The environment is hostile: a value
 * that is not exactly a ticket's name names nothing. */

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <security/pam_modutil.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pam_sts/authority.h"
#include "pam_sts/file.h"
#include "pam_sts/login.h"
#include "pam_sts/random.h"
#include "pam_sts/ticket.h"

#define STAMP_SIZE 24
#define VARIABLE_SIZE (sizeof(TICKET_VARIABLE "=") + TICKET_HEX)

/* Seconds since boot, sleep included: nobody can set this clock back. */
static uint64_t
boot_seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (uint64_t)t.tv_sec;
}

void
ticket_fill(const struct login *l, struct message *m)
{
	m->kind = KIND_TICKET;
	m->field[TAG_DETAIL] = (struct span){NULL, 0};
	m->field[TAG_USER] = span_of(l->user.name);
	m->field[TAG_SERVICE] = span_of(l->service);
	m->field[TAG_PROFILE] = l->policy.profile.name;
	m->field[TAG_SESSION] = span_of(l->session);
	m->field[TAG_REGION] = l->policy.profile.value[KEY_REGION];
}

int
ticket_store(const struct login *l, struct message *m)
{
	char variable[VARIABLE_SIZE] = TICKET_VARIABLE "=";
	char *name = variable + strlen(variable), stamp[STAMP_SIZE];
	uint8_t buf[MESSAGE_MAX];
	int dir = authority_tickets(), r, n;

	if (dir < 0)
		return dir;
	snprintf(
	    stamp, sizeof(stamp), "%llu", (unsigned long long)boot_seconds());
	m->field[TAG_STAMP] = span_of(stamp);
	r = n = wire_encode(m, buf, sizeof(buf));
	if (r >= 0)
		r = random_hex(name, TICKET_HEX / 2);
	if (r >= 0)
		r = file_publish(dir, name, buf, (size_t)n, 0, 0);
	if (r >= 0 && pam_putenv(l->pamh, variable) != PAM_SUCCESS) {
		(void)unlinkat(dir, name, 0);
		r = -ENOMEM;
	}
	explicit_bzero(buf, sizeof(buf));
	m->field[TAG_STAMP] = (struct span){NULL, 0};
	close(dir);
	return r;
}

/*
 * Was it PAM_USER who authenticated?  Or, sudo's shape, the caller: then he
 * is PAM_RUSER and the process's real uid.
 */
static bool
is_of_user(const struct login *l, const struct message *m)
{
	const void *ruser = NULL;
	struct passwd *pw;

	if (span_is(m->field[TAG_USER], l->user.name))
		return true;
	if (pam_get_item(l->pamh, PAM_RUSER, &ruser) != PAM_SUCCESS ||
	    ruser == NULL || !span_is(m->field[TAG_USER], ruser))
		return false;
	pw = pam_modutil_getpwnam(l->pamh, ruser);
	return pw != NULL && pw->pw_uid == getuid();
}

static bool
is_fresh(const struct message *m)
{
	uint64_t stamp, now = boot_seconds();

	return text_decimal(m->field[TAG_STAMP], &stamp) && stamp <= now &&
	    now - stamp <= TICKET_SECONDS;
}

static int
read_once(const char *name, uint8_t buf[static MESSAGE_MAX], size_t *n)
{
	int dir = authority_tickets(), fd, r = 0;
	ssize_t got;

	if (dir < 0)
		return dir;
	fd = openat(dir, name, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1 || unlinkat(dir, name, 0) == -1)
		r = -errno; /* of two who try, unlink lets one through */
	close(dir);
	if (r == 0 && (got = read(fd, buf, MESSAGE_MAX)) >= 0)
		*n = (size_t)got;
	else if (r == 0)
		r = -errno;
	if (fd != -1)
		close(fd);
	return r;
}

int
ticket_take(
    const struct login *l, struct message *m, uint8_t buf[static MESSAGE_MAX])
{
	struct span value = span_of(pam_getenv(l->pamh, TICKET_VARIABLE));
	char name[TICKET_HEX + 1];
	size_t n = 0;
	int r;

	if (value.p == NULL)
		return -ENOENT;
	r = value.n == TICKET_HEX && text_in_set(value, "0-9a-f") &&
		span_copy(name, sizeof(name), value) ?
	    0 :
	    -EPROTO;
	(void)pam_putenv(l->pamh, TICKET_VARIABLE);
	if (r == 0)
		r = read_once(name, buf, &n);
	if (r == 0)
		r = wire_parse(m, buf, n);
	if (r == 0 && m->kind != KIND_TICKET)
		r = -EPROTO;
	if (r == 0 &&
	    (!is_fresh(m) || !is_of_user(l, m) ||
		!span_is(m->field[TAG_SERVICE], l->service)))
		r = -EACCES;
	return r;
}
