/* Renewing; runs as root, in a worker of the keeper's. */

#include <errno.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

#include "pam_sts/grant.h"
#include "pam_sts/journal.h"
#include "pam_sts/judgement.h"
#include "pam_sts/keys.h"
#include "pam_sts/order.h"
#include "pam_sts/renewal.h"
#include "pam_sts/resumption.h"

/* What is under way. */
struct renewing {
	struct resumption of;
	struct keys keys;
	struct child obtain;
	struct bundle fresh; /* what was obtained */
	struct answer a;
	const char *words; /* for the user; NULL: those of the status */
	bool by_rules; /* it is this host that denies */
	bool left; /* he was asked for a code, and gave none */
};

static void
refuse(struct renewing *r, enum status s, const char *why, const char *words)
{
	answer_set(&r->a, s, why);
	r->words = words;
}

static void
log_failure(const struct renewing *r, const char *step)
{
	const struct login *l = &r->of.login;
	char who[LOGIN_PEOPLE];

	login_people(who, l);
	if (r->left) {
		journal(NULL, login_priority(l, LOG_INFO),
		    "user=%s session=%s step=%s: no code was given", who,
		    l->session, step);
		return;
	}
	journal(NULL,
	    login_priority(
		l, r->a.status == STATUS_CONFIG ? LOG_ERR : LOG_WARNING),
	    "user=%s profile=%s session=%s step=%s: %s%s%s", who,
	    l->policy.profiles, l->session, step,
	    r->by_rules ? "denied by the rules" : status_name(r->a.status),
	    *r->a.detail == '\0' ? "" : ": ", r->a.detail);
}

/* By its key, CloudTrail knows it again. */
static void
log_success(const struct renewing *r, const char *step)
{
	const struct login *l = &r->of.login;
	char who[LOGIN_PEOPLE];
	struct message m;
	size_t at = 0;

	login_people(who, l);
	while (grant_next(&r->fresh, &at, &m) == 1) {
		struct span name = m.field[TAG_PROFILE];
		struct span key = m.field[TAG_ACCESS_KEY_ID];
		struct span end = m.field[TAG_EXPIRATION];
		struct span arn = m.field[TAG_ARN];

		journal(NULL, login_priority(l, LOG_INFO),
		    "user=%s profile=%.*s session=%s step=%s: ok: key=%.*s "
		    "expires=%.*s arn=%.*s",
		    who, (int)name.n, name.p, l->session, step, (int)key.n,
		    key.p, (int)end.n, end.p, (int)arn.n,
		    arn.p == NULL ? "" : arn.p);
	}
}

static bool
begin(struct renewing *r, int record, struct span added)
{
	const char *why = "";
	enum status s;

	*r = (struct renewing){.obtain = NO_CHILD, .keys = NO_KEYS};
	answer_set(&r->a, STATUS_OK, "");
	s = resumption_open(&r->of, record, added, &why);
	r->by_rules = s == STATUS_DENIED;
	if (s != STATUS_OK)
		refuse(r, s, why,
		    s == STATUS_DENIED ? "The rules of this host do not give "
					 "you these credentials." :
					 NULL);
	else if (grant_open(&r->fresh) < 0)
		refuse(r, STATUS_CONFIG, "no memory", NULL);
	return r->a.status == STATUS_OK;
}

static void
end(struct renewing *r)
{
	spawn_end(&r->obtain);
	keys_close(&r->keys);
	grant_close(&r->fresh);
	resumption_close(&r->of);
}

/* The helper connects while the code, if any, is typed. */
static void
prepare(struct renewing *r, bool with_code)
{
	struct login *l = &r->of.login;

	l->renewing = !with_code;
	/* Whoever was revoked has nothing renewed. */
	if (!keys_enrolled(l)) {
		refuse(
		    r, STATUS_NOT_ENROLLED, "the user is not enrolled", NULL);
		return;
	}
	keys_open(&r->keys, l);
	if (!keys_refused(&r->keys, &r->a))
		dialogue_prepare(&r->a, &r->obtain, l, r->keys.key);
}

static void
commit(struct renewing *r, const struct secret *code)
{
	struct login *l = &r->of.login;
	int error;

	if (r->a.status == STATUS_OK && (error = grant_begin(&r->fresh, l)) < 0)
		answer_fail(&r->a, "the credentials", error);
	if (r->a.status == STATUS_OK)
		dialogue_commit(&r->a, &r->obtain, l, code, &r->fresh);
	if (r->a.status == STATUS_OK &&
	    (error = resumption_publish(&r->of, &r->fresh)) < 0)
		answer_fail(&r->a, "the session cannot be written", error);
}

static enum renewal
outcome(const struct renewing *r, const char *step)
{
	if (r->a.status == STATUS_OK) {
		log_success(r, step);
		return RENEWAL_DONE;
	}
	log_failure(r, step);
	return r->a.status == STATUS_DENIED ||
		r->a.status == STATUS_NO_SESSION ||
		r->a.status == STATUS_NOT_ENROLLED ?
	    RENEWAL_NEVER :
	    RENEWAL_LATER;
}

static void
run_without_code(struct renewing *r)
{
	if (r->a.status == STATUS_OK)
		dialogue_prepared(&r->a, &r->obtain);
	commit(r, NULL);
}

/* What was got under weaker rules, or by another call, gives nothing more. */
static bool
has_right(struct renewing *r)
{
	if (!resumption_is_proven(&r->of) || !resumption_has_base(&r->of, 0)) {
		refuse(r, STATUS_DENIED,
		    "they demand a code that this session was not given", NULL);
		r->by_rules = true;
	}
	return r->a.status == STATUS_OK;
}

enum renewal
renewal_run(int record)
{
	static const struct span nothing = {NULL, 0};
	enum renewal done;
	struct renewing r;

	if (begin(&r, record, nothing) && has_right(&r)) {
		prepare(&r, false);
		run_without_code(&r);
	}
	done = outcome(&r, "renew");
	end(&r);
	return done;
}

/* Does what he wants take a code? */
static bool
needs_code(const struct renewing *r, bool adds)
{
	const struct policy *p = &r->of.login.policy;
	char room[PROFILES_TEXT_MAX + 1];

	if (!resumption_is_proven(&r->of))
		return true;
	if (adds)
		return !resumption_has_base(&r->of, time(NULL)) ||
		    (p->with_code && !policy_last_is_renewable(p));
	/* What would end with what it has now is no help. */
	return p->with_code &&
	    (!resumption_has_base(&r->of, resumption_end(&r->of)) ||
		policy_renewable(p, room).n != strlen(p->profiles));
}

static void
run_with_code(struct renewing *r, struct ordering *o)
{
	struct login *l = &r->of.login;
	bool to_sts = l->policy.mfa != MFA_LOCAL;
	struct secret code = {0};

	if (r->a.status != STATUS_OK)
		return;
	r->left = order_ask_code(o, &code) < 0;
	if (r->left)
		refuse(r, STATUS_WRONG, "", "No code came in time. Try again.");
	else if (judgement(&r->a, l, &code, &r->keys, &r->obtain) &&
	    r->a.status == STATUS_OK)
		commit(r, to_sts ? &code : NULL);
	secret_wipe(&code);
}

static void
run(struct renewing *r, struct ordering *o, bool with_code)
{
	prepare(r, with_code);
	if (with_code)
		run_with_code(r, o);
	else
		run_without_code(r);
}

/* What an earlier code gave may be worth nothing by now: a new one helps. */
static bool
may_help(const struct renewing *r)
{
	return r->of.login.policy.with_code &&
	    (r->a.status == STATUS_DENIED || r->a.status == STATUS_NO_SESSION);
}

static void
begin_anew(struct renewing *r)
{
	spawn_end(&r->obtain);
	keys_close(&r->keys);
	r->keys = NO_KEYS;
	answer_set(&r->a, STATUS_OK, "");
}

enum renewal
renewal_run_for(int record, struct ordering *o, const char *profile)
{
	const char *step = profile == NULL ? "renew" : "assume";
	enum renewal done;
	struct renewing r;

	if (begin(&r, record, span_of(profile))) {
		bool with_code = needs_code(&r, profile != NULL);

		run(&r, o, with_code);
		if (!with_code && may_help(&r)) {
			log_failure(&r, step);
			begin_anew(&r);
			run(&r, o, true);
		}
	}
	done = outcome(&r, step);
	order_answer(o, r.a.status, r.words);
	end(&r);
	/* What he was refused is no reason to give up what he has. */
	return done == RENEWAL_DONE ? done : RENEWAL_LATER;
}
