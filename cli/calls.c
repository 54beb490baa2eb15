/* The conversation with pam-sts-obtain; run by anybody. */

#include <sys/socket.h>

#include <errno.h>
#include <poll.h>
#include <string.h>

#include "cli/calls.h"
#include "cli/commands.h"
#include "cli/message.h"
#include "cli/spawn.h"

static struct span
if_valid(enum tag tag, struct span value)
{
	return field_valid(tag, value) ? value : (struct span){NULL, 0};
}

static int
ask(const struct child *c, const struct plan *plan, const struct subject *s,
    const struct decision *d)
{
	/* Who is not asked at sudo was asked at his login. */
	bool proven = profile_mfa(&d->first) != MFA_NONE ||
	    plan->source == SOURCE_LOGIN_SESSION;
	uint8_t buf[MESSAGE_MAX];
	struct message m = {.kind = KIND_EXPLAIN,
	    .field = {[TAG_USER] = s->facts.user,
		[TAG_TARGET] = s->facts.target,
		[TAG_SERVICE] = s->facts.service,
		[TAG_HOST] = s->facts.host,
		[TAG_FQDN] = s->facts.fqdn,
		[TAG_RHOST] = if_valid(TAG_RHOST, s->facts.rhost),
		[TAG_SESSION] = span_of(CALLS_SESSION),
		[TAG_PROOF] = span_of(proven ? "totp" : "none"),
		[TAG_AGE] = span_of(proven ? "0" : NULL),
		[TAG_PROFILES] = decision_profiles(d)}};
	int n = wire_encode(&m, buf, sizeof(buf));

	if (n < 0)
		return message("the names of this host or of its users do not "
			       "fit the protocol: a login would fail");
	/* A helper that is not there shows when its answer is waited for. */
	(void)send(c->sock, buf, (size_t)n, MSG_NOSIGNAL);
	return DONE;
}

/* The size of the next message; 0 when none comes. */
static size_t
hear(const struct child *c, uint8_t buf[static MESSAGE_MAX])
{
	struct pollfd p = {.fd = c->sock, .events = POLLIN};
	ssize_t n;
	int r;

	do
		r = poll(&p, 1, HELPER_DEADLINE_MS);
	while (r == -1 && errno == EINTR);
	if (r <= 0)
		return 0;
	n = recv(c->sock, buf, MESSAGE_MAX, MSG_TRUNC | MSG_DONTWAIT);
	return n <= 0 ? 0 : (size_t)n;
}

/* Is it the answer about that step? */
static bool
fits(const struct message *m, const struct plan *plan, unsigned step)
{
	uint64_t more;

	return m->kind == KIND_EXPLAINED &&
	    (m->status != STATUS_OK ||
		(text_decimal(m->field[TAG_MORE], &more) &&
		    more == plan->count - 1 - step));
}

static int
refuse(const struct message *m)
{
	struct span detail = m->field[TAG_DETAIL];

	/* What is only too long for the answer may be sent all the same. */
	if (span_starts(detail, "not shown: "))
		return message("%.*s", (int)detail.n, detail.p);
	return message("a login would fail: %s: %.*s", status_name(m->status),
	    (int)detail.n, detail.p == NULL ? "" : detail.p);
}

static int
hear_step(struct calls *calls, const struct child *c, unsigned step)
{
	struct message *m = &calls->composed[step];
	size_t n = hear(c, calls->room[step]);

	if (n == 0)
		return message("%s/pam-sts-obtain does not answer: "
			       "is it installed?",
		    LIBEXECDIR);
	if (n > MESSAGE_MAX || wire_parse(m, calls->room[step], n) < 0 ||
	    !fits(m, &calls->plan, step))
		return message("%s/pam-sts-obtain answers something else: "
			       "is it of this version?",
		    LIBEXECDIR);
	return m->status == STATUS_OK ? DONE : refuse(m);
}

int
calls_compose(struct calls *calls, const struct configuration *conf,
    const struct subject *s, const struct decision *d)
{
	struct plan_fault fault;
	struct child c;
	int r;

	if (!plan_make(&calls->plan, &conf->all, decision_profiles(d), &fault))
		return message("a login would fail: %s: \"%.*s\"", fault.what,
		    (int)fault.text.n, fault.text.p);
	r = spawn_obtain(&c, conf->text) < 0 ? REFUSED :
					       ask(&c, &calls->plan, s, d);
	for (unsigned i = 0; r == DONE && i < calls->plan.count; i++)
		r = hear_step(calls, &c, i);
	spawn_end(&c);
	return r;
}
