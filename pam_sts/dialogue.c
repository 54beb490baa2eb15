/* The host's end of the helper conversations; runs as root in the host. */

#include <sys/socket.h>

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/bundle.h"
#include "pam_sts/dialogue.h"
#include "pam_sts/host.h"

#define HELPER_USER "_pam_sts"
#define NUMBER_SIZE 24
/* The helper keeps its own deadline; this is for one that does not. */
#define GRACE_MS 1000

void
answer_set(struct answer *a, enum status s, const char *detail)
{
	a->status = s;
	a->profile[0] = '\0';
	snprintf(a->detail, sizeof(a->detail), "%s", detail);
}

void
answer_fail(struct answer *a, const char *what, int error)
{
	a->status = STATUS_CONFIG;
	a->profile[0] = '\0';
	snprintf(a->detail, sizeof(a->detail), "%s: %s", what,
	    strerrordesc_np(-error));
}

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
start(struct answer *a, struct child *c, const char *name, int fd3, int fd4)
{
	struct account owner;
	int r;

	account_find(&owner, HELPER_USER);
	if (!owner.known) {
		answer_set(a, STATUS_CONFIG, "there is no user " HELPER_USER);
		return;
	}
	r = spawn_helper(c, name, fd3, fd4, owner.uid, owner.gid);
	if (r < 0)
		answer_fail(a, name, r);
	else
		answer_set(a, STATUS_OK, "");
}

static void
ask(struct answer *a, const struct child *c, const struct message *m)
{
	uint8_t buf[MESSAGE_MAX];
	int n = wire_encode(m, buf, sizeof(buf));

	if (n < 0)
		answer_set(
		    a, STATUS_CONFIG, "a value does not fit the protocol");
	else if (send(c->sock, buf, (size_t)n, MSG_NOSIGNAL) != n)
		answer_set(a, STATUS_CONFIG, "the helper did not start");
	explicit_bzero(buf, sizeof(buf));
}

/* Wait until deadline for one reply of that kind. */
static void
hear(struct answer *a, const struct child *c, enum kind kind, int64_t deadline,
    struct message *m, uint8_t buf[static MESSAGE_MAX])
{
	struct pollfd p = {.fd = c->sock, .events = POLLIN};
	ssize_t n;
	int r;

	do {
		int64_t left = deadline - now_ms();

		r = poll(&p, 1, left > 0 ? (int)left : 0);
	} while (r == -1 && errno == EINTR);
	if (r == 0) {
		answer_set(
		    a, STATUS_UNAVAILABLE, "the helper did not answer in time");
		return;
	}
	n = recv(c->sock, buf, MESSAGE_MAX, MSG_TRUNC | MSG_DONTWAIT);
	if (n <= 0)
		answer_set(
		    a, STATUS_CONFIG, "the helper ended without an answer");
	else if (n > MESSAGE_MAX || wire_parse(m, buf, (size_t)n) < 0 ||
	    m->kind != kind)
		answer_set(a, STATUS_CONFIG, "the helper's answer is garbage");
	else {
		answer_set(a, m->status, "");
		(void)span_copy(
		    a->detail, sizeof(a->detail), m->field[TAG_DETAIL]);
		if (m->status != STATUS_OK)
			(void)span_copy(a->profile, sizeof(a->profile),
			    m->field[TAG_PROFILE]);
	}
}

void
dialogue_verify(struct answer *a, const struct login *l,
    const struct secret *code, int secret, int counter)
{
	uint8_t buf[MESSAGE_MAX];
	struct child c = NO_CHILD;
	struct message got,
	    m = {.kind = KIND_VERIFY,
		.field = {[TAG_USER] = span_of(l->user.name),
		    [TAG_MFA] = l->policy.profile.value[KEY_MFA],
		    [TAG_CODE] = secret_span(code)}};

	start(a, &c, "pam-sts-verify", secret, counter);
	if (a->status == STATUS_OK)
		ask(a, &c, &m);
	if (a->status == STATUS_OK)
		hear(a, &c, KIND_VERIFIED, now_ms() + HELPER_DEADLINE_MS, &got,
		    buf);
	spawn_end(&c);
}

static struct span
remote_host(const struct login *l)
{
	return field_valid(TAG_RHOST, l->rhost) ? l->rhost :
						  (struct span){NULL, 0};
}

/* The proof is a code that is being asked for, unless the login has one. */
static void
settle_proof(struct login *l)
{
	if (l->renewing ||
	    (l->policy.mfa == MFA_NONE && l->proof.how[0] != '\0'))
		return;
	strcpy(l->proof.how, l->policy.mfa == MFA_NONE ? "none" : "totp");
	l->proof.when = login_clock();
}

static void
age_of(char text[static NUMBER_SIZE], const struct login *l)
{
	uint64_t now = login_clock(), when = l->proof.when;

	snprintf(text, NUMBER_SIZE, "%llu",
	    (unsigned long long)(now > when ? now - when : 0));
}

void
dialogue_prepare(struct answer *a, struct child *c, struct login *l, int key)
{
	char age[NUMBER_SIZE];
	struct host_names host;
	struct message m = {.kind = l->renewing ? KIND_RENEW : KIND_PREPARE,
	    .field = {[TAG_PROFILES] = span_of(l->policy.profiles),
		[TAG_USER] = span_of(l->user.name),
		[TAG_TARGET] = span_of(l->target.name),
		[TAG_SERVICE] = span_of(l->service),
		[TAG_RHOST] = remote_host(l)}};
	int config, r = 0;

	if (l->session[0] == '\0' && (r = login_name_session(l)) < 0) {
		answer_fail(a, "random numbers", r);
		return;
	}
	if ((config = configuration_descriptor(&l->policy.conf)) < 0) {
		answer_fail(a, "the configuration", config);
		return;
	}
	host_find(&host);
	m.field[TAG_FQDN] = host.fqdn;
	m.field[TAG_HOST] = host.host;
	settle_proof(l);
	age_of(age, l);
	m.field[TAG_SESSION] = span_of(l->session);
	m.field[TAG_PROOF] = span_of(l->proof.how);
	/* Where nothing was proven there is no "just now" either. */
	if (strcmp(l->proof.how, "none") != 0)
		m.field[TAG_AGE] = span_of(age);
	start(a, c, "pam-sts-obtain", config, key);
	close(config);
	if (a->status == STATUS_OK)
		ask(a, c, &m);
}

void
dialogue_prepared(struct answer *a, const struct child *c)
{
	uint8_t buf[MESSAGE_MAX];
	struct message got;

	hear(a, c, KIND_PREPARED, now_ms() + HELPER_DEADLINE_MS, &got, buf);
}

/* What is left of the profiles to come: none of them may be missing, or be
 * another. */
struct expected {
	struct span profiles;
	bool base;
	char room[PROFILES_TEXT_MAX + 1];
};

static void
expect(struct expected *e, const struct login *l)
{
	e->base = l->policy.source == SOURCE_USER_KEY &&
	    !(l->renewing && l->policy.with_code);
	e->profiles = l->renewing ? policy_renewable(&l->policy, e->room) :
				    span_of(l->policy.profiles);
}

static bool
is_expected(struct expected *e, const struct message *m)
{
	struct span profile = m->field[TAG_PROFILE];

	if (e->base) {
		e->base = false;
		return profile.p == NULL;
	}
	return profile.p != NULL &&
	    span_equal(profile, span_cut(&e->profiles, ','));
}

/* The replies, up to the one that no other follows. */
static void
hear_credentials(struct answer *a, const struct child *c, const struct login *l,
    int64_t deadline, struct bundle *grant)
{
	uint8_t buf[MESSAGE_MAX];
	struct expected e;
	struct message m;
	int r = 0;

	expect(&e, l);
	do {
		hear(a, c, KIND_CREDENTIALS, deadline, &m, buf);
		if (a->status != STATUS_OK)
			break;
		if (!is_expected(&e, &m) ||
		    span_is(m.field[TAG_MORE], "0") != (e.profiles.p == NULL))
			answer_set(a, STATUS_CONFIG,
			    "the helper's answer is not what was asked for");
		else if ((r = bundle_add(grant, &m)) < 0)
			answer_fail(a, "the credentials", r);
	} while (a->status == STATUS_OK && e.profiles.p != NULL);
	explicit_bzero(buf, sizeof(buf));
}

void
dialogue_commit(struct answer *a, const struct child *c, const struct login *l,
    const struct secret *code, struct bundle *grant)
{
	int64_t timeout =
	    profile_number(&l->policy.profile, KEY_TIMEOUT, TIMEOUT_DEFAULT);
	struct message m = {.kind = KIND_COMMIT};

	answer_set(a, STATUS_OK, "");
	if (code != NULL)
		m.field[TAG_CODE] = secret_span(code);
	ask(a, c, &m);
	if (a->status == STATUS_OK)
		hear_credentials(
		    a, c, l, now_ms() + timeout * 1000 + GRACE_MS, grant);
}
