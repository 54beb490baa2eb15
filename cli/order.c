/* The conversation with a session's keeper; run by its user. */

#include <sys/socket.h>
#include <sys/un.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/channel.h"
#include "cli/code.h"
#include "cli/commands.h"
#include "cli/message.h"
#include "cli/order.h"
#include "cli/session.h"
#include "common/words.h"

/* How long it may take to answer an order: a helper prepares, and AWS is
 * called; and a code, which another helper judges before.  The keeper's own
 * deadlines come first. */
#define GRACE_MS 5000
#define ORDER_DEADLINE_MS (HELPER_DEADLINE_MS + TIMEOUT_MAX * 1000 + GRACE_MS)
#define CODE_DEADLINE_MS (HELPER_DEADLINE_MS + ORDER_DEADLINE_MS)
#define TEXT_SIZE 256

#define SILENT "the keeper of this session does not answer: try again"
/* The keeper ends who still has to type his code when somebody else comes. */
#define OVERTAKEN "another order came: this one was not carried out"

/* Its socket, connected; or -errno.  flags: SOCK_NONBLOCK not to wait. */
static int
reach(const char *id, int flags)
{
	const struct timeval limit = {ORDER_DEADLINE_MS / 1000, 0};
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	int sock, r;

	r = snprintf(name.sun_path, sizeof(name.sun_path),
	    RUNDIR "/pam_sts/keepers/%s", id);
	if (r < 0 || (size_t)r >= sizeof(name.sun_path))
		return -ENAMETOOLONG;
	sock = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC | flags, 0);
	if (sock == -1)
		return -errno;
	/* connect() waits, too, while others stand before the keeper. */
	if (setsockopt(sock, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof(limit)) ==
		-1 ||
	    connect(sock, (const struct sockaddr *)&name, sizeof(name)) == -1) {
		r = -errno;
		close(sock);
		return r;
	}
	return sock;
}

/* The files of a session tell best what has become of it; while they are
 * there, what its keeper did is told. */
static int
refuse_session(const char *keeper)
{
	struct session s;
	int r;

	if (session_open(&s, NULL))
		r = message("%s", keeper);
	else
		r = session_refuse(&s);
	session_close(&s);
	return r;
}

static int
refuse_unreached(int error)
{
	char text[TEXT_SIZE];

	snprintf(text, sizeof(text),
	    "the keeper of this session cannot be reached: %s: try again, or "
	    "log in again",
	    strerrordesc_np(error));
	return refuse_session(text);
}

static int
garbled(void)
{
	return message("the keeper of this session answers something else: "
		       "is it of this version?");
}

static int
refuse(const struct message *m)
{
	struct span why = m->field[TAG_DETAIL];

	if (why.p == NULL)
		why = span_of(words_of_status(m->status));
	return message("%.*s", (int)why.n, why.p);
}

/* Hear whether it is done, or wants a code; no answer means what silence
 * says. */
static int
hear(int sock, int milliseconds, const char *silence, bool *wants_code)
{
	uint8_t room[MESSAGE_MAX];
	struct message m;
	ssize_t n = channel_receive(sock, milliseconds, room);

	if (n <= 0)
		return refuse_session(silence);
	if (n > MESSAGE_MAX || wire_parse(&m, room, (size_t)n) < 0 ||
	    m.kind != KIND_ORDERED)
		return garbled();
	if (m.status != STATUS_OK)
		return refuse(&m);
	*wants_code = span_is(m.field[TAG_MORE], "1");
	return *wants_code || span_is(m.field[TAG_MORE], "0") ? DONE :
								garbled();
}

static int
give_code(int sock)
{
	char code[CODE_DIGITS + 1];
	bool another = false, sent = false;
	int r = code_read(code);

	if (r == DONE)
		sent = channel_send(sock,
			   &(struct message){.kind = KIND_COMMIT,
			       .field = {[TAG_CODE] = span_of(code)}}) == 0;
	explicit_bzero(code, sizeof(code));
	if (r == DONE)
		r = hear(sock, CODE_DEADLINE_MS, sent ? SILENT : OVERTAKEN,
		    &another);
	return r == DONE && another ? garbled() : r;
}

int
order_give(const char *order, const char *profile)
{
	const char *id = getenv(WORDS_SESSION_VARIABLE);
	int sock =
	    field_valid(TAG_SESSION, span_of(id)) ? reach(id, 0) : -EINVAL;
	bool wants_code = false;
	int r;

	if (sock < 0)
		return refuse_unreached(-sock);
	/* One that is gone shows when its answer is waited for. */
	(void)channel_send(sock,
	    &(struct message){.kind = KIND_ORDER,
		.field = {[TAG_ORDER] = span_of(order),
		    [TAG_PROFILE] = span_of(profile)}});
	r = hear(sock, ORDER_DEADLINE_MS, SILENT, &wants_code);
	if (r == DONE && wants_code)
		r = give_code(sock);
	close(sock);
	return r;
}

void
order_wake(const char *id)
{
	int sock = reach(id, SOCK_NONBLOCK);

	if (sock >= 0)
		close(sock);
}
