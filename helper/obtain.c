/*
 * pam-sts-obtain: fetches temporary credentials from AWS STS for one login,
 * fetches them again, shows the calls that would, or asks whose a key is.
 * Run by root's programs as _pam_sts, by pam-sts as anybody; in a sandbox,
 * with who asks on descriptor 0, the configuration on 3, and what the first
 * call is signed with on 4.  It opens nothing but the network and the CA
 * store, decides nothing but its reply, and must never log, read the
 * environment, or send a code twice.
 */

#include <string.h>
#include <time.h>
#include <unistd.h>

#include "helper/answer.h"
#include "helper/call.h"
#include "helper/channel.h"
#include "helper/explain.h"
#include "helper/heap.h"
#include "helper/http.h"
#include "helper/identity.h"
#include "helper/input.h"
#include "helper/planning.h"
#include "helper/sandbox.h"
#include "helper/source.h"
#include "helper/steps.h"
#include "helper/sts.h"
#include "helper/transport.h"

#define CONFIG_FD 3
#define SOURCE_FD 4

static const struct span nobody = {NULL, 0};

/* One question; too large for the stack, so static in main(). */
struct obtain {
	struct message commit;
	struct steps steps;
	struct transport transport;
	struct verdict verdict;
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

static int
load_config(struct obtain *o, struct span *config)
{
	*config = (struct span){o->config, 0};
	if (input_read(CONFIG_FD, o->config, sizeof(o->config), &config->n) < 0)
		return verdict_set(&o->verdict, STATUS_CONFIG,
		    "the configuration cannot be read");
	return 0;
}

/* From now on nothing else can be opened. */
static void
settle(struct obtain *o, const struct profile *p)
{
	const struct http_settings *http = &o->transport.http;

	transport_settle(&o->transport, p);
	if (sandbox_narrow(http->ca_file, http->ca_path) < 0)
		_exit(1);
}

static int
load_plan(struct obtain *o)
{
	struct steps *s = &o->steps;
	struct span config;

	if (load_config(o, &config) < 0 ||
	    planning_read(
		&s->plan, config, s->who.field[TAG_PROFILES], &o->verdict) < 0)
		return -1;
	settle(o, &s->plan.asked);
	return 0;
}

/* The gate opens: COMMIT is here, or the module has gone. */
static int
take_commit(void *ctx)
{
	struct obtain *o = ctx;
	struct request *first = &o->steps.request;
	struct span code;

	if (channel_receive(&o->commit, o->commit_room) < 0 ||
	    o->commit.kind != KIND_COMMIT)
		_exit(0);
	code = o->commit.field[TAG_CODE];
	if ((code.p != NULL) != first->has_code)
		return verdict_set(&o->verdict, STATUS_CONFIG,
		    code.p == NULL ? "no code came, and STS is to verify one" :
				     "a code came, and STS is to verify none");
	if (code.p != NULL)
		request_set_code(first, code);
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
	if (i > s->first && steps_compose(s, i, &o->verdict) < 0)
		return -1;
	if (http_exchange(&s->request, &answer, &o->verdict) != HTTP_DONE)
		return -1;
	r = sts_judge(&s->given[i], &answer, call_action(step),
	    step->with_code ? o->commit.field[TAG_CODE] : nobody, time(NULL),
	    &o->verdict);
	http_wipe();
	return r;
}

/* All that can fail early does: before anybody is asked for a code. */
static int
prepare(struct obtain *o)
{
	struct steps *s = &o->steps;
	struct verdict *v = &o->verdict;

	if (load_plan(o) < 0 ||
	    (s->who.kind == KIND_RENEW && steps_renew(s, v) < 0) ||
	    source_load(s, SOURCE_FD, v) < 0 || steps_compose_all(s, v) < 0)
		return -1;
	return transport_start(&o->transport, STDIN_FILENO, take_commit, o, v);
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
	for (unsigned i = o->steps.first; i < o->steps.plan.count; i++)
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

/* The key came with the question; there is nobody to wait for. */
static int
ask_identity(struct obtain *o, struct identity *id)
{
	struct steps *s = &o->steps;
	struct verdict *v = &o->verdict;
	struct http_answer answer;
	struct profile profile;
	struct span config;

	credentials_take(&s->source, &s->who);
	if (load_config(o, &config) < 0 ||
	    planning_find(&profile, config, s->who.field[TAG_PROFILE], v) < 0)
		return -1;
	settle(o, &profile);
	if (identity_compose(&s->request, &s->source, &profile, v) < 0 ||
	    transport_start(&o->transport, STDIN_FILENO, NULL, NULL, v) < 0 ||
	    http_exchange(&s->request, &answer, v) != HTTP_DONE)
		return -1;
	return sts_judge_identity(id, &answer, time(NULL), v);
}

static void
identify(struct obtain *o)
{
	struct identity id;

	if (ask_identity(o, &id) < 0)
		reply_refusal(o, KIND_IDENTITY, nobody);
	else
		identity_reply(&id);
}

static void
serve(struct obtain *o)
{
	switch (o->steps.who.kind) {
	case KIND_PREPARE:
	case KIND_RENEW:
		obtain(o);
		break;
	case KIND_EXPLAIN:
		explain(o);
		break;
	case KIND_IDENTIFY:
		identify(o);
		break;
	default:
		break;
	}
}

int
main(void)
{
	static struct obtain o;

	heap_start();
	if (sandbox_obtain() < 0)
		return 1;
	if (channel_receive(&o.steps.who, o.who_room) == 0)
		serve(&o);
	http_wipe();
	steps_wipe(&o.steps);
	explicit_bzero(o.who_room, sizeof(o.who_room));
	explicit_bzero(o.commit_room, sizeof(o.commit_room));
	/* Without exit handlers: libcurl may still wait for a resolver. */
	_exit(0);
}
