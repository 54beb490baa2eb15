/*
 * The one user of libcurl; runs unprivileged, in the sandbox.  It must never
 * read the environment, follow a redirect, or send a code twice.
 */

#include <stdio.h>
#include <string.h>
#include <time.h>
#include <curl/curl.h>

#include "helper/gate.h"
#include "helper/heap.h"
#include "helper/http.h"
#include "helper/peer.h"
#include "helper/request.h"

/* Attempts after the gate is open, for what is safe to say again. */
#define ATTEMPTS 2
#define CA_DIRECTORY "/etc/ssl/certs"
#define HTTP_AGENT "pam_sts/" VERSION
#define SET(c, option, value) (curl_easy_setopt(c, option, value) == CURLE_OK)

static struct http {
	const struct http_settings *set;
	CURLM *multi;
	CURL *easy;
	struct gate *gate;
	struct peer peer;
	struct request *request;
	bool sent; /* the request may have left */
	bool not_sealed; /* it could not be sealed */
	bool too_large;
	size_t body_n;
	char error[CURL_ERROR_SIZE];
	char body[HTTP_BODY_MAX];
} http;

/* libcurl tells every socket it opens, also those that lose the race between
 * IPv4 and IPv6. */
static int
note_socket(void *ctx, curl_socket_t fd, curlsocktype purpose)
{
	(void)ctx;
	(void)purpose;
	peer_note(&http.peer, fd);
	return CURL_SOCKOPT_OK;
}

/* libcurl calls this when TCP and TLS are up, before it composes the request:
 * also on a connection used again, and before any retry of its own. */
static int
before_request(
    void *ctx, char *remote, char *local, int remote_port, int local_port)
{
	(void)ctx;
	(void)remote;
	(void)local;
	(void)remote_port;
	if (http.sent && http.request->has_code)
		return CURL_PREREQFUNC_ABORT;
	if (gate_wait(http.gate) < 0 || peer_is_gone(&http.peer, local_port))
		return CURL_PREREQFUNC_ABORT;
	if (request_seal(http.request, time(NULL)) < 0) {
		http.not_sealed = true;
		return CURL_PREREQFUNC_ABORT;
	}
	http.sent = true;
	return CURL_PREREQFUNC_OK;
}

static size_t
take_body(char *data, size_t size, size_t count, void *ctx)
{
	size_t n = size * count;

	(void)ctx;
	if (n > sizeof(http.body) - http.body_n) {
		http.too_large = true;
		return 0;
	}
	memcpy(http.body + http.body_n, data, n);
	http.body_n += n;
	return n;
}

static bool
set_trust(CURL *c)
{
	const char *file = http.set->ca_file, *path = http.set->ca_path;

	/* The hashed directory is read as far as one chain needs; parsing the
	 * whole bundle would cost more than the login. */
	if (file == NULL && path == NULL)
		path = CA_DIRECTORY;
	return SET(c, CURLOPT_CAINFO, file) && SET(c, CURLOPT_CAPATH, path) &&
	    SET(c, CURLOPT_PROXY_CAINFO, file) &&
	    SET(c, CURLOPT_PROXY_CAPATH, path) &&
	    SET(c, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2) &&
	    SET(c, CURLOPT_SSL_VERIFYPEER, 1L) &&
	    SET(c, CURLOPT_SSL_VERIFYHOST, 2L);
}

/* What our promises rest on. */
static bool
set_duties(CURL *c)
{
	const char *proxy = http.set->proxy;

	return SET(c, CURLOPT_NOSIGNAL, 1L) &&
	    SET(c, CURLOPT_FOLLOWLOCATION, 0L) &&
	    SET(c, CURLOPT_PROTOCOLS_STR, "http,https") &&
	    SET(c, CURLOPT_PROXY, proxy == NULL ? "" : proxy) &&
	    SET(c, CURLOPT_WRITEFUNCTION, take_body) &&
	    SET(c, CURLOPT_SOCKOPTFUNCTION, note_socket) &&
	    SET(c, CURLOPT_PREREQFUNCTION, before_request);
}

/* Where libcurl was built without one of these, a login takes longer, reads
 * worse in a log, or is refused; it does nothing that it must not. */
static void
set_manners(CURL *c)
{
	curl_easy_setopt(c, CURLOPT_QUICK_EXIT, 1L);
	curl_easy_setopt(c, CURLOPT_PATH_AS_IS, 1L);
	curl_easy_setopt(c, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
	curl_easy_setopt(c, CURLOPT_NOPROXY, "");
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_IGNORED);
	curl_easy_setopt(c, CURLOPT_USERAGENT, HTTP_AGENT);
	curl_easy_setopt(
	    c, CURLOPT_CONNECTTIMEOUT, (long)http.set->connect_timeout);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, http.error);
}

int
http_start(const struct http_settings *set, struct gate *gate)
{
	http.set = set;
	http.gate = gate;
	if (curl_global_init_mem(CURL_GLOBAL_SSL, heap_malloc, heap_free,
		heap_realloc, heap_strdup, heap_calloc) != CURLE_OK ||
	    (http.multi = curl_multi_init()) == NULL ||
	    (http.easy = curl_easy_init()) == NULL)
		return -1;
	set_manners(http.easy);
	return set_duties(http.easy) && set_trust(http.easy) ? 0 : -1;
}

static bool
begin(struct request *r)
{
	bool tls = span_starts(span_of(r->endpoint.url), "https:");
	CURL *c = http.easy;

	http.request = r;
	http.sent = http.too_large = http.not_sealed = false;
	http.error[0] = '\0';
	http_wipe();
	/* libcurl repeats a request by itself on a used connection only: hence
	 * a fresh one for a code. */
	return SET(c, CURLOPT_PROTOCOLS_STR, tls ? "https" : "http") &&
	    SET(c, CURLOPT_URL, r->endpoint.url) &&
	    SET(c, CURLOPT_HTTPHEADER, r->lines) &&
	    SET(c, CURLOPT_POSTFIELDS, r->body.p) &&
	    SET(c, CURLOPT_POSTFIELDSIZE, (long)r->body.n) &&
	    SET(c, CURLOPT_FRESH_CONNECT, r->has_code ? 1L : 0L);
}

static bool
is_late(void)
{
	return gate_remaining(http.gate) == 0;
}

/* Sleep until there is something to do. */
static void
pause_for_events(void)
{
	struct curl_waitfd gate = {
	    .fd = http.gate->fd, .events = CURL_WAIT_POLLIN};

	curl_multi_poll(http.multi, &gate, http.gate->open ? 0 : 1,
	    gate_remaining(http.gate), NULL);
	if (!http.gate->open && gate.revents != 0)
		gate_open(http.gate);
}

/* Run one attempt to its end; CURLE_OPERATION_TIMEDOUT is the deadline's. */
static CURLcode
attempt(struct request *r)
{
	CURLcode result = CURLE_OPERATION_TIMEDOUT;
	bool done = false;
	int count;

	if (!begin(r) ||
	    curl_multi_add_handle(http.multi, http.easy) != CURLM_OK)
		return CURLE_FAILED_INIT;
	while (!done && !http.gate->left && !is_late()) {
		CURLMsg *m;

		curl_multi_perform(http.multi, &count);
		while ((m = curl_multi_info_read(http.multi, &count)) != NULL)
			if (m->msg == CURLMSG_DONE) {
				result = m->data.result;
				done = true;
			}
		if (!done && !http.gate->left)
			pause_for_events();
	}
	curl_multi_remove_handle(http.multi, http.easy);
	return result;
}

static void
read_headers(struct http_answer *a)
{
	struct curl_header *h;

	*a = (struct http_answer){.body = {http.body, http.body_n}};
	curl_easy_getinfo(http.easy, CURLINFO_RESPONSE_CODE, &a->status);
	if (curl_easy_header(http.easy, "x-amzn-requestid", 0, CURLH_HEADER, -1,
		&h) == CURLHE_OK)
		snprintf(a->request_id, sizeof(a->request_id), "%s", h->value);
	if (curl_easy_header(http.easy, "date", 0, CURLH_HEADER, -1, &h) ==
	    CURLHE_OK)
		a->date = curl_getdate(h->value, NULL);
	if (a->date < 0)
		a->date = 0;
}

static enum http_result
explain(CURLcode result, const struct request *r, struct verdict *v)
{
	const char *why =
	    http.error[0] != '\0' ? http.error : curl_easy_strerror(result);

	if (http.not_sealed)
		verdict_set(v, STATUS_CONFIG,
		    "the request to %s cannot be signed", r->endpoint.host);
	else if (http.too_large)
		verdict_set(v, STATUS_UNAVAILABLE,
		    "the answer of %s is over %d KiB", r->endpoint.host,
		    HTTP_BODY_MAX / 1024);
	else if (is_late())
		verdict_set(v, STATUS_UNAVAILABLE, "timed out after %u s: %s",
		    http.gate->timeout, r->endpoint.host);
	else if (result == CURLE_SSL_CACERT_BADFILE)
		verdict_set(v, STATUS_CONFIG, "%s", why);
	else
		verdict_set(v, STATUS_UNAVAILABLE, "%s %s: %s",
		    http.sent ? "no answer of" : "no connection to",
		    r->endpoint.host, why);
	return HTTP_FAILED;
}

enum http_result
http_exchange(struct request *r, struct http_answer *a, struct verdict *v)
{
	CURLcode result;
	bool again, opened = http.gate->open;
	int tries = 0;

	do {
		result = attempt(r);
		/* A connection that fails while the user types is no outcome:
		 * there will be a new one when the code is there. */
		if (http.gate->left ||
		    (!http.gate->open && gate_wait(http.gate) < 0))
			return HTTP_LEFT;
		if (result == CURLE_OK) {
			read_headers(a);
			return HTTP_DONE;
		}
		/* Begun before the gate was open and not sent: free. */
		tries += opened || http.sent;
		opened = true;
		again = !is_late() && !http.too_large && !http.not_sealed &&
		    tries < ATTEMPTS && (!http.sent || !r->has_code);
	} while (again);
	return explain(result, r, v);
}

void
http_wipe(void)
{
	explicit_bzero(http.body, http.body_n);
	http.body_n = 0;
}
