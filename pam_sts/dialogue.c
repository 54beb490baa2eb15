/* The host's end of the helper conversations; runs as root in the host. */

#include <sys/socket.h>

#include <errno.h>
#include <poll.h>
#include <pwd.h>
#include <security/pam_modutil.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pam_sts/dialogue.h"
#include "pam_sts/random.h"

#define HELPER_USER "_pam_sts"
#define HOST_SIZE 256
/* The helper keeps its own deadline; this is for one that does not. */
#define GRACE_MS 1000

void
answer_set(struct answer *a, enum status s, const char *detail)
{
	a->status = s;
	snprintf(a->detail, sizeof(a->detail), "%s", detail);
}

void
answer_fail(struct answer *a, const char *what, int error)
{
	a->status = STATUS_CONFIG;
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
start(struct answer *a, struct child *c, const struct login *l,
    const char *name, int fd3, int fd4)
{
	struct passwd *pw = pam_modutil_getpwnam(l->pamh, HELPER_USER);
	int r;

	if (pw == NULL) {
		answer_set(a, STATUS_CONFIG, "there is no user " HELPER_USER);
		return;
	}
	r = spawn_helper(c, name, fd3, fd4, pw->pw_uid, pw->pw_gid);
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
		a->status = m->status;
		(void)span_copy(
		    a->detail, sizeof(a->detail), m->field[TAG_DETAIL]);
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

	start(a, &c, l, "pam-sts-verify", secret, counter);
	if (a->status == STATUS_OK)
		ask(a, &c, &m);
	if (a->status == STATUS_OK)
		hear(a, &c, KIND_VERIFIED, now_ms() + HELPER_DEADLINE_MS, &got,
		    buf);
	spawn_end(&c);
}

static void
host_names(char full[static HOST_SIZE], struct span *fqdn, struct span *host)
{
	memset(full, 0, HOST_SIZE);
	if (gethostname(full, HOST_SIZE - 1) == -1 || full[0] == '\0')
		strcpy(full, "localhost");
	*fqdn = span_of(full);
	*host = span_cut(&(struct span){fqdn->p, fqdn->n}, '.');
}

static struct span
remote_host(const struct login *l)
{
	const void *rhost = NULL;
	struct span s;

	(void)pam_get_item(l->pamh, PAM_RHOST, &rhost);
	s = span_of(rhost);
	return field_valid(TAG_RHOST, s) ? s : (struct span){NULL, 0};
}

void
dialogue_prepare(struct answer *a, struct child *c, struct login *l, int key)
{
	char full[HOST_SIZE];
	struct message m = {.kind = KIND_PREPARE,
	    .field = {[TAG_PROFILE] = l->policy.profile.name,
		[TAG_USER] = span_of(l->user.name),
		[TAG_TARGET] = span_of(l->user.name),
		[TAG_SERVICE] = span_of(l->service),
		[TAG_RHOST] = remote_host(l)}};
	int r;

	host_names(full, &m.field[TAG_FQDN], &m.field[TAG_HOST]);
	if ((r = random_hex(l->session, SESSION_HEX / 2)) < 0) {
		answer_fail(a, "random numbers", r);
		return;
	}
	m.field[TAG_SESSION] = span_of(l->session);
	start(a, c, l, "pam-sts-obtain", l->policy.fd, key);
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

void
dialogue_commit(struct answer *a, const struct child *c, const struct login *l,
    const struct secret *code, struct message *credentials,
    uint8_t buf[static MESSAGE_MAX])
{
	int64_t timeout =
	    profile_number(&l->policy.profile, KEY_TIMEOUT, TIMEOUT_DEFAULT);
	struct message m = {.kind = KIND_COMMIT};

	if (code != NULL)
		m.field[TAG_CODE] = secret_span(code);
	ask(a, c, &m);
	if (a->status == STATUS_OK)
		hear(a, c, KIND_CREDENTIALS,
		    now_ms() + timeout * 1000 + GRACE_MS, credentials, buf);
}
