/*
 * pam-sts-obtain: fetches temporary credentials from AWS STS for one login.
 * Run by the module as _pam_sts, in a sandbox, with the module on descriptor
 * 0, the configuration on 3 and the user's key on 4.  It opens nothing but
 * the network and the CA store, decides nothing but its reply, and must never
 * log, read the environment, or send a code twice.
 */

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "helper/call.h"
#include "helper/chain.h"
#include "helper/channel.h"
#include "helper/gate.h"
#include "helper/heap.h"
#include "helper/http.h"
#include "helper/request.h"
#include "helper/sandbox.h"
#include "helper/sts.h"

#define CONFIG_FD 3
#define KEY_FD 4

/* One login; too large for the stack, so static in main(). */
struct obtain {
	struct message prepare, commit;
	struct chain chain;
	struct credentials key; /* what the next call is signed with */
	struct credentials next; /* what it gave */
	struct request request;
	struct http_settings http;
	struct gate gate;
	struct verdict verdict;
	char ca_file[4096], ca_path[4096], proxy[2049];
	uint8_t prepare_room[MESSAGE_MAX], commit_room[MESSAGE_MAX];
	char config[CONFIG_MAX + 1];
};

/*
 * libcurl brings GnuTLS along for RTMP and LDAP, which nobody speaks here.
 * GnuTLS asks the program for this name before its constructor sets the
 * library up (GNUTLS_SKIP_GLOBAL_INIT of its manual); half a mebibyte.
 */
__attribute__((visibility("default"))) int _gnutls_global_init_skip(void);

int
_gnutls_global_init_skip(void)
{
	return 1;
}

/* The whole of a file, from its start: the offset is shared with others. */
static int
read_text(int fd, char *room, size_t cap, size_t *size)
{
	size_t n = 0;
	ssize_t got;

	while (n < cap && (got = pread(fd, room + n, cap - n, (off_t)n)) != 0) {
		if (got == -1)
			return -1;
		n += (size_t)got;
	}
	*size = n;
	return n < cap ? 0 : -1;
}

static int
load_chain(struct obtain *o)
{
	struct span config = {o->config, 0};

	if (read_text(CONFIG_FD, o->config, sizeof(o->config), &config.n) < 0)
		return verdict_set(
		    &o->verdict, STATUS_CONFIG, "pam_sts.conf cannot be read");
	return chain_load(
	    &o->chain, config, o->prepare.field[TAG_PROFILE], &o->verdict);
}

static int
load_key(struct obtain *o)
{
	char room[STANZA_MAX + 1];
	struct span text = {room, 0};
	int r;

	if (read_text(KEY_FD, room, sizeof(room), &text.n) < 0)
		r = verdict_set(
		    &o->verdict, STATUS_CONFIG, "the key file cannot be read");
	else
		r = credentials_from_key(
		    &o->key, text, o->prepare.field[TAG_USER], &o->verdict);
	explicit_bzero(room, sizeof(room));
	return r;
}

static const char *
path_of(const struct profile *p, enum profile_key key, char *room, size_t cap)
{
	if (p->value[key].p == NULL || !span_copy(room, cap, p->value[key]))
		return NULL;
	return room;
}

static void
settle_network(struct obtain *o)
{
	const struct profile *p = chain_asked(&o->chain);

	o->http.proxy = path_of(p, KEY_PROXY, o->proxy, sizeof(o->proxy));
	o->http.ca_file =
	    path_of(p, KEY_CA_FILE, o->ca_file, sizeof(o->ca_file));
	o->http.ca_path =
	    path_of(p, KEY_CA_PATH, o->ca_path, sizeof(o->ca_path));
	o->http.connect_timeout =
	    profile_number(p, KEY_CONNECT_TIMEOUT, CONNECT_TIMEOUT_DEFAULT);
	o->gate.timeout = profile_number(p, KEY_TIMEOUT, TIMEOUT_DEFAULT);
}

static struct call
call_of(const struct obtain *o, unsigned hop)
{
	return (struct call){
	    &o->chain.hop[hop], &o->prepare, hop == 0 && o->chain.with_code};
}

static int
compose(struct obtain *o, unsigned hop)
{
	struct call call = call_of(o, hop);

	request_start(&o->request, &o->key);
	o->request.has_code = call.with_code;
	if (chain_endpoint(&o->request.endpoint, call.profile, &o->verdict) <
		0 ||
	    call_compose(&o->request.body, &call, &o->verdict) < 0)
		return -1;
	if (request_finish(&o->request) < 0)
		return verdict_set(
		    &o->verdict, STATUS_CONFIG, "the request does not fit");
	return 0;
}

/* Every hop is composed before anybody is asked for a code; the base last,
 * for it is sent first. */
static int
compose_all(struct obtain *o)
{
	for (unsigned hop = o->chain.count; hop-- > 0;)
		if (compose(o, hop) < 0)
			return -1;
	return 0;
}

/* The gate opens: COMMIT is here, or the module has gone. */
static int
take_commit(void *ctx)
{
	struct obtain *o = ctx;
	struct span code;

	if (channel_receive(&o->commit, KIND_COMMIT, o->commit_room) < 0)
		_exit(0);
	code = o->commit.field[TAG_CODE];
	if ((code.p != NULL) != o->chain.with_code)
		return verdict_set(&o->verdict, STATUS_CONFIG,
		    code.p == NULL ? "no code came, and STS is to verify one" :
				     "a code came, and STS is to verify none");
	if (code.p != NULL)
		request_set_code(&o->request, code);
	return 0;
}

static int
call_hop(struct obtain *o, unsigned hop)
{
	struct call call = call_of(o, hop);
	struct http_answer answer;
	const struct span none = {NULL, 0};
	int r;

	if (http_exchange(&o->request, &answer, &o->verdict) != HTTP_DONE)
		return -1;
	r = sts_judge(&o->next, &answer, call_action(&call),
	    call.with_code ? o->commit.field[TAG_CODE] : none, time(NULL),
	    &o->verdict);
	http_wipe();
	if (r == 0) {
		o->key = o->next;
		credentials_wipe(&o->next);
	}
	return r;
}

/* As all that can fail early: before anybody is asked for a code. */
static int
start_http(struct obtain *o)
{
	o->gate.fd = STDIN_FILENO;
	o->gate.fetch = take_commit;
	o->gate.ctx = o;
	if (http_start(&o->http, &o->gate) < 0)
		return verdict_set(
		    &o->verdict, STATUS_UNAVAILABLE, "libcurl cannot start");
	return 0;
}

static int
prepare(struct obtain *o)
{
	if (load_chain(o) < 0)
		return -1;
	settle_network(o);
	if (sandbox_narrow(o->http.ca_file, o->http.ca_path) < 0)
		_exit(1);
	if (load_key(o) < 0 || compose_all(o) < 0)
		return -1;
	return start_http(o);
}

static int
call_all(struct obtain *o)
{
	for (unsigned hop = 0; hop < o->chain.count; hop++)
		if ((hop > 0 && compose(o, hop) < 0) || call_hop(o, hop) < 0)
			return -1;
	return 0;
}

static void
reply_credentials(struct obtain *o)
{
	struct message m = {.kind = KIND_CREDENTIALS, .status = STATUS_OK};

	credentials_put(&o->key, &m);
	(void)channel_send(&m);
}

static void
wipe(struct obtain *o)
{
	http_wipe();
	request_wipe(&o->request);
	credentials_wipe(&o->key);
	credentials_wipe(&o->next);
	explicit_bzero(o->commit_room, sizeof(o->commit_room));
}

int
main(void)
{
	static struct obtain o;

	heap_start();
	if (sandbox_obtain() < 0 ||
	    channel_receive(&o.prepare, KIND_PREPARE, o.prepare_room) < 0)
		return 1;
	if (prepare(&o) < 0)
		channel_reply(
		    KIND_PREPARED, o.verdict.status, o.verdict.detail);
	else if (channel_reply(KIND_PREPARED, STATUS_OK, NULL) == 0) {
		if (call_all(&o) == 0)
			reply_credentials(&o);
		else
			channel_reply(KIND_CREDENTIALS, o.verdict.status,
			    o.verdict.detail);
	}
	wipe(&o);
	/* Without exit handlers: libcurl may still wait for a resolver. */
	_exit(0);
}
