/*
 * POST   /_emulator/fault   name[=value[,times]] per line; empty clears all
 * POST   /_emulator/clock   offset from the host's clock in seconds
 * POST   /_emulator/pace    as how many seconds one of the host's counts in
 *                           the lives of credentials issued from now on
 * POST   /_emulator/revoke  a temporary access key id, or "all" so far
 * GET    /_emulator/log     the calls so far, one JSON object to a line
 * DELETE /_emulator/log     forget them
 * Unsigned and unfaulted; safe since the emulator listens on loopback only.
 */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/printbuf.h>

#include "calllog.h"
#include "control.h"
#include "emulator.h"
#include "fault.h"
#include "reply.h"
#include "request.h"
#include "session.h"

static const char plain[] = "text/plain";
static const char blank[] = " \r\n";

bool
control_wants(const struct request *req)
{
	static const char prefix[] = "/_emulator/";

	return strncmp(req->target, prefix, sizeof(prefix) - 1) == 0;
}

static bool
is(const struct request *req, const char *method, const char *path)
{
	return strcmp(req->method, method) == 0 && request_path_is(req, path);
}

static bool
faults_set(struct emulator *em, const char *body)
{
	char *copy = strdup(body), *rest = copy, *line;
	bool ok = copy != NULL, any = false;

	while (ok && (line = strsep(&rest, "\r\n&")) != NULL) {
		if (*line == '\0')
			continue;
		any = true;
		ok = fault_board_set(em->faults, line) == 0;
	}
	if (ok && !any)
		fault_board_clear(em->faults);
	free(copy);
	return ok;
}

static bool
number_set(atomic_long *number, const char *body, long min)
{
	char *end;
	long n = strtol(body, &end, 10);

	if (end == body || end[strspn(end, blank)] != '\0' || n < min)
		return false;
	atomic_store(number, n);
	return true;
}

static bool
sessions_revoke(struct emulator *em, const char *body)
{
	size_t n = strcspn(body, blank);
	char id[SESSION_KEY_ID];

	if (n >= sizeof(id) || body[n + strspn(body + n, blank)] != '\0')
		return false;
	memcpy(id, body, n);
	id[n] = '\0';
	return session_revoke(em->sessions, strcmp(id, "all") == 0 ? NULL : id);
}

static void
log_show(struct emulator *em, struct reply *reply)
{
	char *text = calllog_text(em->log);

	if (text == NULL)
		reply_text(reply, 500, plain, "no memory\n");
	else
		reply_text(reply, 200, "application/x-ndjson", text);
	free(text);
}

void
control_answer(
    struct emulator *em, const struct request *req, struct reply *reply)
{
	const char *body = req->body->buf;
	bool ok = true;

	if (is(req, "GET", "/_emulator/log")) {
		log_show(em, reply);
		return;
	}
	if (is(req, "DELETE", "/_emulator/log")) {
		calllog_clear(em->log);
	} else if (is(req, "POST", "/_emulator/fault")) {
		ok = faults_set(em, body);
	} else if (is(req, "POST", "/_emulator/clock")) {
		ok = number_set(&em->clock.offset, body, LONG_MIN);
	} else if (is(req, "POST", "/_emulator/pace")) {
		ok = number_set(&em->clock.pace, body, 1);
	} else if (is(req, "POST", "/_emulator/revoke")) {
		ok = sessions_revoke(em, body);
	} else {
		reply_text(reply, 404, plain, "no such control\n");
		return;
	}
	reply_text(reply, ok ? 200 : 400, plain, ok ? "ok\n" : "bad value\n");
}
