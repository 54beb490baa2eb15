/*
 * POST   /_emulator/fault   name[=value[,times]] per line; empty clears all
 * POST   /_emulator/clock   offset from the host's clock in seconds
 * GET    /_emulator/log     the calls so far, one JSON object to a line
 * DELETE /_emulator/log     forget them
 * Unsigned and unfaulted; safe since the emulator listens on loopback only.
 */
#include <stdlib.h>
#include <string.h>

#include <json-c/printbuf.h>

#include "calllog.h"
#include "control.h"
#include "emulator.h"
#include "fault.h"
#include "reply.h"
#include "request.h"

static const char plain[] = "text/plain";

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
clock_set(struct emulator *em, const char *body)
{
	char *end;
	long offset = strtol(body, &end, 10);

	if (end == body || end[strspn(end, " \r\n")] != '\0')
		return false;
	atomic_store(&em->clock.offset, offset);
	return true;
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
		ok = clock_set(em, body);
	} else {
		reply_text(reply, 404, plain, "no such control\n");
		return;
	}
	reply_text(reply, ok ? 200 : 400, plain, ok ? "ok\n" : "bad value\n");
}
