/*
 * Sends replies whole, by drops, by half, or not at all.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <json-c/printbuf.h>

#include "emulator.h"
#include "pause.h"
#include "reply.h"
#include "sending.h"

/* A body that is not simply sent. */
struct body {
	struct pause *pause;
	long trickle_ms;
	size_t stop; /* breaks off here */
	size_t n;
	char bytes[];
};

static ssize_t
body_read(void *cls, uint64_t at, char *out, size_t room)
{
	const struct body *body = cls;
	size_t n;

	if (at >= body->stop)
		return body->stop < body->n ?
		    MHD_CONTENT_READER_END_WITH_ERROR :
		    MHD_CONTENT_READER_END_OF_STREAM;
	n = body->stop - (size_t)at;
	if (n > room)
		n = room;
	if (body->trickle_ms > 0) {
		pause_for(body->pause, body->trickle_ms);
		n = 1;
	}
	memcpy(out, body->bytes + at, n);
	return (ssize_t)n;
}

static struct MHD_Response *
response_odd(const struct reply *reply, struct pause *pause)
{
	size_t n = (size_t)printbuf_length(reply->body);
	struct body *body = malloc(sizeof(*body) + n);

	if (body == NULL)
		return NULL;
	body->pause = pause;
	body->trickle_ms = reply->trickle_ms;
	body->n = n;
	body->stop = reply->manner == REPLY_HALF ? n / 2 : n;
	memcpy(body->bytes, reply->body->buf, n);
	return MHD_create_response_from_callback(
	    n, 4096, body_read, body, free);
}

static struct MHD_Response *
response_make(const struct reply *reply, struct pause *pause)
{
	if (reply->manner == REPLY_HALF || reply->trickle_ms > 0)
		return response_odd(reply, pause);
	return MHD_create_response_from_buffer(
	    (size_t)printbuf_length(reply->body), reply->body->buf,
	    MHD_RESPMEM_MUST_COPY);
}

/* Dissolving the association makes the kernel send a reset, at once. */
static void
connection_reset(struct MHD_Connection *conn)
{
	const struct sockaddr nowhere = {.sa_family = AF_UNSPEC};
	int fd =
	    MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CONNECTION_FD)
		->connect_fd;

	(void)connect(fd, &nowhere, sizeof(nowhere));
}

static void
headers_add(struct MHD_Response *response, const struct reply *reply,
    const struct emulator *em)
{
	char date[WALLCLOCK_HTTP];

	wallclock_http(wallclock_now(&em->clock), date);
	MHD_add_response_header(response, "Date", date);
	MHD_add_response_header(response,
	    em->rgw ? "x-amz-request-id" : "X-Amzn-RequestId",
	    reply->request_id);
	if (reply->type != NULL)
		MHD_add_response_header(response, "Content-Type", reply->type);
	if (reply->location[0] != '\0')
		MHD_add_response_header(response, "Location", reply->location);
}

enum MHD_Result
sending_queue(struct MHD_Connection *conn, const struct reply *reply,
    const struct emulator *em, struct pause *pause)
{
	struct MHD_Response *response;
	enum MHD_Result result;

	if (reply->manner == REPLY_RESET)
		connection_reset(conn);
	if (reply->manner == REPLY_RESET || reply->manner == REPLY_NOTHING)
		return MHD_NO;
	response = response_make(reply, pause);
	if (response == NULL)
		return MHD_NO;
	headers_add(response, reply, em);
	result = MHD_queue_response(conn, (unsigned)reply->status, response);
	MHD_destroy_response(response);
	return result;
}
