/*
 * pam-sts-obtain: fetches temporary credentials from AWS STS for one login,
 * or shows the calls that would.  Run by the module as _pam_sts, by pam-sts
 * as anybody; in a sandbox, with who asks on descriptor 0, the configuration
 * on 3, and what the first call is signed with on 4.  It opens nothing but
 * the network and the CA store, decides nothing but its reply, and must never
 * log, read the environment, or send a code twice.
 */

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "helper/answer.h"
#include "helper/call.h"
#include "helper/channel.h"
#include "helper/explain.h"
#include "helper/gate.h"
#include "helper/heap.h"
#include "helper/http.h"
#include "helper/login_session.h"
#include "helper/planning.h"
#include "helper/sandbox.h"
#include "helper/steps.h"
#include "helper/sts.h"

#define CONFIG_FD 3
#define SOURCE_FD 4

static const struct span nobody = {NULL, 0};

/* One login; too large for the stack, so static in main(). */
struct obtain {
	struct message commit;
	struct steps steps;
	struct http_settings http;
	struct gate gate;
	struct verdict verdict;
	char ca_file[4096], ca_path[4096], proxy[2049];
	uint8_t who_room[MESSAGE_MAX], commit_room[MESSAGE_MAX];
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

/* The whole of a file, from its start: the offset is shared with others.
 * *size is what was read, also when that is not all of it (-1). */
static int
read_file(int fd, void *room, size_t cap, size_t *size)
{
	char *p = room;
	ssize_t got = -1;

	*size = 0;
	while (*size < cap &&
	    (got = pread(fd, p + *size, cap - *size, (off_t)*size)) > 0)
		*size += (size_t)got;
	return got == 0 ? 0 : -1;
}

static int
load_key(struct obtain *o)
{
	char room[STANZA_MAX + 1];
	struct span text = {room, 0};
	int r;

	if (read_file(SOURCE_FD, room, sizeof(room), &text.n) < 0)
		r = verdict_set(
		    &o->verdict, STATUS_CONFIG, "the key file cannot be read");
	else
		r = credentials_from_key(&o->steps.source, text,
		    o->steps.who.field[TAG_USER], &o->verdict);
	explicit_bzero(room, text.n);
	return r;
}

static int
load_session(struct obtain *o)
{
	uint8_t room[LOGIN_SESSION_MAX + 1];
	struct bundle record = {room, sizeof(room), 0};
	int r;

	if (read_file(SOURCE_FD, room, sizeof(room), &record.n) < 0)
		r = verdict_set(&o->verdict, STATUS_CONFIG,
		    "the record of the login session cannot be read");
	else
		r = login_session_read(&o->steps.source, &record,
		    o->steps.who.field[TAG_USER], time(NULL), &o->verdict);
	explicit_bzero(room, record.n);
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
	const struct profile *p = &o->steps.plan.asked;

	o->http.proxy = path_of(p, KEY_PROXY, o->proxy, sizeof(o->proxy));
	o->http.ca_file =
	    path_of(p, KEY_CA_FILE, o->ca_file, sizeof(o->ca_file));
	o->http.ca_path =
	    path_of(p, KEY_CA_PATH, o->ca_path, sizeof(o->ca_path));
	o->http.connect_timeout =
	    profile_number(p, KEY_CONNECT_TIMEOUT, CONNECT_TIMEOUT_DEFAULT);
	o->gate.timeout = profile_number(p, KEY_TIMEOUT, TIMEOUT_DEFAULT);
}

/* What is asked for, and from now on nothing else can be opened. */
static int
load_plan(struct obtain *o)
{
	struct span config = {o->config, 0};

	if (read_file(CONFIG_FD, o->config, sizeof(o->config), &config.n) < 0)
		return verdict_set(&o->verdict, STATUS_CONFIG,
		    "the configuration cannot be read");
	if (planning_read(&o->steps.plan, config,
		o->steps.who.field[TAG_PROFILES], &o->verdict) < 0)
		return -1;
	settle_network(o);
	if (sandbox_narrow(o->http.ca_file, o->http.ca_path) < 0)
		_exit(1);
	return 0;
}

/* The gate opens: COMMIT is here, or the module has gone. */
static int
take_commit(void *ctx)
{
	struct obtain *o = ctx;
	struct span code;

	if (channel_receive(&o->commit, o->commit_room) < 0 ||
	    o->commit.kind != KIND_COMMIT)
		_exit(0);
	code = o->commit.field[TAG_CODE];
	if ((code.p != NULL) != plan_needs_code(&o->steps.plan))
		return verdict_set(&o->verdict, STATUS_CONFIG,
		    code.p == NULL ? "no code came, and STS is to verify one" :
				     "a code came, and STS is to verify none");
	if (code.p != NULL)
		request_set_code(&o->steps.request, code);
	return 0;
}

static int
call_step(struct obtain *o, unsigned i)
{
	struct steps *s = &o->steps;
	const struct plan_step *step = &s->plan.step[i];
	struct http_answer answer;
	int r;

	steps_locate(s, i, &o->verdict);
	/* The first has been composed before the code was asked for. */
	if (i > 0 && steps_compose(s, i, &o->verdict) < 0)
		return -1;
	if (http_exchange(&s->request, &answer, &o->verdict) != HTTP_DONE)
		return -1;
	r = sts_judge(&s->given[i], &answer, call_action(step),
	    step->with_code ? o->commit.field[TAG_CODE] : nobody, time(NULL),
	    &o->verdict);
	http_wipe();
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
	if (load_plan(o) < 0 ||
	    (o->steps.plan.source == SOURCE_USER_KEY ? load_key(o) :
						       load_session(o)) < 0 ||
	    steps_compose_all(&o->steps, &o->verdict) < 0)
		return -1;
	return start_http(o);
}

static void
reply_refusal(const struct obtain *o, enum kind kind, struct span profile)
{
	(void)channel_reply(
	    kind, o->verdict.status, o->verdict.detail, profile);
}

/* Nothing is given unless everything can be. */
static void
obtain(struct obtain *o)
{
	if (prepare(o) < 0) {
		reply_refusal(o, KIND_PREPARED, nobody);
		return;
	}
	if (channel_reply(KIND_PREPARED, STATUS_OK, NULL, nobody) < 0)
		return;
	for (unsigned i = 0; i < o->steps.plan.count; i++)
		if (call_step(o, i) < 0) {
			reply_refusal(
			    o, KIND_CREDENTIALS, steps_profile(&o->steps, i));
			return;
		}
	answer_credentials(&o->steps);
}

static void
explain(struct obtain *o)
{
	if (load_plan(o) < 0 || explain_reply(&o->steps, &o->verdict) < 0)
		reply_refusal(o, KIND_EXPLAINED, nobody);
}

int
main(void)
{
	static struct obtain o;

	heap_start();
	if (sandbox_obtain() < 0 ||
	    channel_receive(&o.steps.who, o.who_room) < 0)
		return 1;
	if (o.steps.who.kind == KIND_PREPARE)
		obtain(&o);
	else if (o.steps.who.kind == KIND_EXPLAIN)
		explain(&o);
	http_wipe();
	steps_wipe(&o.steps);
	explicit_bzero(o.commit_room, sizeof(o.commit_room));
	/* Without exit handlers: libcurl may still wait for a resolver. */
	_exit(0);
}
