/*
 * Binds the emulator to libmicrohttpd: one thread to each connection, so a
 * delayed answer delays nobody else.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include <json-c/printbuf.h>
#include <microhttpd.h>

#include "call.h"
#include "control.h"
#include "emulator.h"
#include "idle.h"
#include "pause.h"
#include "reply.h"
#include "request.h"
#include "sending.h"
#include "server.h"

enum { HEADERS_ROOM = 256 * 1024 };

struct server {
	struct emulator *em;
	struct MHD_Daemon *daemon;
	struct idle_watch *idle;
	struct pause *pause;
};

/* What one request needs until it is done with. */
struct exchange {
	struct request *req;
	long idle_close_ms;
};

static struct idle_connection *
connection_idle(struct MHD_Connection *conn)
{
	const union MHD_ConnectionInfo *info =
	    MHD_get_connection_info(conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT);

	return info == NULL ? NULL : info->socket_context;
}

static void
connection_notice(void *cls, struct MHD_Connection *conn, void **context,
    enum MHD_ConnectionNotificationCode code)
{
	struct server *server = cls;

	if (code == MHD_CONNECTION_NOTIFY_STARTED) {
		const union MHD_ConnectionInfo *info = MHD_get_connection_info(
		    conn, MHD_CONNECTION_INFO_CONNECTION_FD);

		*context = idle_join(server->idle, info->connect_fd);
	} else if (*context != NULL) {
		idle_leave(*context);
		*context = NULL;
	}
}

/* The only place where the library shows the request line undecoded. */
static void *
exchange_begin(void *cls, const char *target, struct MHD_Connection *conn)
{
	struct idle_connection *idle = connection_idle(conn);
	struct exchange *x = calloc(1, sizeof(*x));

	(void)cls;
	if (x == NULL || (x->req = request_new(target)) == NULL) {
		free(x);
		return NULL;
	}
	if (idle != NULL) {
		idle_busy(idle);
		x->req->connection = idle_number(idle);
	}
	return x;
}

static void
exchange_end(void *cls, struct MHD_Connection *conn, void **context,
    enum MHD_RequestTerminationCode code)
{
	struct idle_connection *idle = connection_idle(conn);
	struct exchange *x = *context;

	(void)cls;
	(void)code;
	if (x == NULL)
		return;
	if (idle != NULL)
		idle_rest(idle, x->idle_close_ms);
	request_free(x->req);
	free(x);
	*context = NULL;
}

static enum MHD_Result
header_take(
    void *cls, enum MHD_ValueKind kind, const char *name, const char *value)
{
	(void)kind;
	return request_add_header(cls, name, value == NULL ? "" : value) == 0 ?
	    MHD_YES :
	    MHD_NO;
}

static enum MHD_Result
request_head(
    struct request *req, struct MHD_Connection *conn, const char *method)
{
	if (request_set_method(req, method) == -1)
		return MHD_NO;
	MHD_get_connection_values(conn, MHD_HEADER_KIND, header_take, req);
	return req->headers.count == REQUEST_FIELDS_MAX ? MHD_NO : MHD_YES;
}

static void
reply_fill(struct server *server, struct request *req, struct reply *reply)
{
	if (control_wants(req))
		control_answer(server->em, req, reply);
	else if (request_path_is(req, "/"))
		call_answer(server->em, req, reply);
	else
		reply_text(
		    reply, 404, "text/xml", "<UnknownOperationException/>\n");
}

static enum MHD_Result
request_answer(
    struct server *server, struct exchange *x, struct MHD_Connection *conn)
{
	enum MHD_Result result = MHD_NO;
	struct reply reply;

	if (reply_begin(&reply) == 0) {
		reply_fill(server, x->req, &reply);
		x->idle_close_ms = reply.idle_close_ms;
		pause_for(server->pause, reply.delay_ms);
		result = sending_queue(conn, &reply, server->em, server->pause);
	}
	reply_free(&reply);
	return result;
}

static enum MHD_Result
request_take(void *cls, struct MHD_Connection *conn, const char *url,
    const char *method, const char *version, const char *data, size_t *n,
    void **context)
{
	struct exchange *x = *context;

	(void)url;
	(void)version;
	if (x == NULL)
		return MHD_NO;
	if (x->req->method == NULL)
		return request_head(x->req, conn, method);
	if (*n > 0) {
		if (request_add_body(x->req, data, *n) == -1)
			return MHD_NO;
		*n = 0;
		return MHD_YES;
	}
	return request_answer(cls, x, conn);
}

static struct MHD_Daemon *
daemon_start(
    struct server *server, uint16_t port, const char *cert, const char *key)
{
	struct sockaddr_in at = {.sin_family = AF_INET,
	    .sin_port = htons(port),
	    .sin_addr = {htonl(INADDR_LOOPBACK)}};
	unsigned flags = MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_POLL |
	    MHD_USE_THREAD_PER_CONNECTION | MHD_USE_SUPPRESS_DATE_NO_CLOCK |
	    (cert == NULL ? 0 : MHD_USE_TLS);
	struct MHD_OptionItem tls[] = {
	    {MHD_OPTION_HTTPS_MEM_CERT, 0, (void *)(uintptr_t)cert},
	    {MHD_OPTION_HTTPS_MEM_KEY, 0, (void *)(uintptr_t)key},
	    {MHD_OPTION_END, 0, NULL},
	};
	struct MHD_OptionItem plain[] = {{MHD_OPTION_END, 0, NULL}};

	return MHD_start_daemon(flags, port, NULL, NULL, request_take, server,
	    MHD_OPTION_SOCK_ADDR, &at, MHD_OPTION_CONNECTION_MEMORY_LIMIT,
	    (size_t)HEADERS_ROOM, MHD_OPTION_URI_LOG_CALLBACK, exchange_begin,
	    server, MHD_OPTION_NOTIFY_COMPLETED, exchange_end, server,
	    MHD_OPTION_NOTIFY_CONNECTION, connection_notice, server,
	    MHD_OPTION_LISTEN_BACKLOG_SIZE, 256u, MHD_OPTION_ARRAY,
	    cert == NULL ? plain : tls, MHD_OPTION_END);
}

struct server *
server_start(
    struct emulator *em, uint16_t port, const char *cert, const char *key)
{
	struct server *server = calloc(1, sizeof(*server));

	if (server == NULL)
		return NULL;
	server->em = em;
	server->idle = idle_watch_new();
	server->pause = pause_new();
	if (server->idle != NULL && server->pause != NULL)
		server->daemon = daemon_start(server, port, cert, key);
	if (server->daemon == NULL) {
		server_stop(server);
		return NULL;
	}
	return server;
}

uint16_t
server_port(const struct server *server)
{
	return MHD_get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)
	    ->port;
}

void
server_stop(struct server *server)
{
	if (server->pause != NULL)
		pause_end(server->pause);
	if (server->daemon != NULL)
		MHD_stop_daemon(server->daemon);
	if (server->idle != NULL)
		idle_watch_free(server->idle);
	pause_free(server->pause);
	free(server);
}
