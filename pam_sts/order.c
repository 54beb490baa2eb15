/* Talking to a session's user; runs as root, in a worker of the keeper's. */

#include <sys/socket.h>

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "common/limits.h"
#include "pam_sts/order.h"
#include "pam_sts/process.h"

#define ORDER_MS 5000
#define CODE_MS 120000

/*
 * Another process of the user's could do the same through one of the session:
 * this keeps the user's other logins from being taken for this one.
 */
static bool
is_of_session(pid_t pid, const struct orderer *o)
{
	char audit[AUDIT_LENGTH + 1];

	return process_descends(pid, o->leader) ||
	    (o->audit != NULL && process_audit_of(pid, audit) &&
		strcmp(audit, o->audit) == 0);
}

/* NULL: he may give orders. */
static const char *
refuse(int connection, const struct orderer *o)
{
	struct ucred peer;
	socklen_t n = sizeof(peer);

	if (getsockopt(connection, SOL_SOCKET, SO_PEERCRED, &peer, &n) == -1 ||
	    (peer.uid != o->uid && peer.uid != 0))
		return "This session is another user's.";
	return is_of_session(peer.pid, o) ?
	    NULL :
	    "This is not a process of that session: do it in the login's own "
	    "shell.";
}

static int
hear(struct ordering *o, enum kind kind, int ms)
{
	struct pollfd p = {.fd = o->connection, .events = POLLIN};
	ssize_t n;

	if (poll(&p, 1, ms) != 1)
		return -ETIMEDOUT;
	n = recv(
	    o->connection, o->room, sizeof(o->room), MSG_TRUNC | MSG_DONTWAIT);
	if (n <= 0)
		return -EPIPE;
	return (size_t)n > sizeof(o->room) ||
		wire_parse(&o->m, o->room, (size_t)n) < 0 || o->m.kind != kind ?
	    -EPROTO :
	    0;
}

static void
reply(const struct ordering *o, enum status s, const char *more,
    const char *detail)
{
	const struct message m = {.kind = KIND_ORDERED,
	    .status = s,
	    .field = {
		[TAG_MORE] = span_of(more), [TAG_DETAIL] = span_of(detail)}};
	uint8_t buf[DETAIL_MAX + 64];
	int n = wire_encode(&m, buf, sizeof(buf));

	if (n > 0)
		(void)send(
		    o->connection, buf, (size_t)n, MSG_NOSIGNAL | MSG_DONTWAIT);
}

enum order
order_hear(struct ordering *o, const struct orderer *by)
{
	/* Heard first: who closes on a word unheard cuts his own answer off. */
	int heard = hear(o, KIND_ORDER, ORDER_MS);
	const char *why = refuse(o->connection, by);
	struct span what;

	if (why == NULL && heard < 0)
		why = "The keeper of this session does not understand: is "
		      "pam-sts of its version?";
	if (why != NULL) {
		order_answer(o, STATUS_NO_SESSION, why);
		return ORDER_NONE;
	}
	what = o->m.field[TAG_ORDER];
	if (span_is(what, "drop"))
		return ORDER_DROP;
	if (span_is(what, "renew"))
		return ORDER_RENEW;
	if (span_is(what, "assume") && o->m.field[TAG_PROFILE].p != NULL)
		return ORDER_ASSUME;
	order_answer(o, STATUS_CONFIG, NULL);
	return ORDER_NONE;
}

int
order_ask_code(struct ordering *o, struct secret *code)
{
	struct span s;
	int r;

	reply(o, STATUS_OK, "1", NULL);
	atomic_store(o->waiting, true);
	r = hear(o, KIND_COMMIT, CODE_MS);
	/* The keeper may have given up waiting for it just now. */
	if (!atomic_exchange(o->waiting, false))
		r = -ECANCELED;
	s = o->m.field[TAG_CODE];
	if (r == 0 && s.p == NULL)
		r = -EPROTO;
	if (r == 0)
		r = secret_move(
		    code, (char *)o->room + (s.p - (char *)o->room), s.n);
	explicit_bzero(o->room, sizeof(o->room));
	return r;
}

void
order_answer(const struct ordering *o, enum status s, const char *detail)
{
	reply(o, s, s == STATUS_OK ? "0" : NULL, detail);
}
