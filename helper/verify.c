/*
 * pam-sts-verify: is this code right, and has it never been used?
 *
 * Runs as _pam_sts, once per question, with no file and no network: the
 * socket is descriptor 0, the user's secret 3 (read only; /dev/null when
 * there is none), his counter 4.  It must never say OK before the counter is
 * on disk.
 */

#include <sys/random.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "common/stanza.h"
#include "helper/channel.h"
#include "helper/ledger.h"
#include "helper/sandbox.h"
#include "helper/totp.h"

#define SECRET_FD 3
#define COUNTER_FD 4

struct question {
	struct span user, code;
	uint64_t now;
	char detail[DETAIL_MAX + 1];
};

static enum status
answer(struct question *q, enum status s, const char *why)
{
	snprintf(q->detail, sizeof(q->detail), "%s", why);
	return s;
}

/*
 * Read the counter, locked until this process ends.  The lock must be the
 * process's own: flock(2)'s would belong to the description that the host
 * shares, and a host that hangs would keep every other login waiting.
 */
static enum status
read_counter(struct question *q, struct ledger *l)
{
	struct flock all = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	uint8_t bytes[LEDGER_SIZE + 1];
	ssize_t n;

	/* Where there is none stands /dev/null, which anybody can lock. */
	if (pread(COUNTER_FD, bytes, 1, 0) == 0)
		return answer(q, STATUS_NOT_ENROLLED, "no counter");
	while (fcntl(COUNTER_FD, F_SETLKW, &all) == -1)
		if (errno != EINTR)
			return answer(q, STATUS_NOT_ENROLLED, "no counter");
	n = pread(COUNTER_FD, bytes, sizeof(bytes), 0);
	if (n != LEDGER_SIZE || ledger_decode(l, bytes) < 0)
		return answer(q, STATUS_CONFIG,
		    "the counter is damaged: revoke and enrol this user");
	return STATUS_OK;
}

static enum status
write_counter(struct question *q, const struct ledger *l, bool sync)
{
	uint8_t bytes[LEDGER_SIZE];

	ledger_encode(l, bytes);
	errno = ENOSPC; /* of a write that is cut short */
	if (pwrite(COUNTER_FD, bytes, sizeof(bytes), 0) == LEDGER_SIZE &&
	    (!sync || fdatasync(COUNTER_FD) == 0))
		return STATUS_OK;
	snprintf(q->detail, sizeof(q->detail),
	    "the counter cannot be written: %s", strerrordesc_np(errno));
	return STATUS_CONFIG;
}

static enum status
read_key(struct question *q, struct totp_key *key)
{
	char text[STANZA_MAX];
	ssize_t n = pread(SECRET_FD, text, sizeof(text), 0);
	struct span all = {text, n > 0 ? (size_t)n : 0};
	enum status s = STATUS_OK;

	if (n <= 0)
		s = answer(q, STATUS_NOT_ENROLLED, "no secret");
	else if (!span_equal(stanza_get(all, "user"), q->user))
		s = answer(q, STATUS_NOT_ENROLLED,
		    "the secret is of another user who had this uid");
	else if (totp_key_read(key, stanza_get(all, "secret")) < 0)
		s = answer(q, STATUS_CONFIG, "the secret is not base32");
	explicit_bzero(text, sizeof(text));
	return s;
}

/* Why a code may have been wrong: for the log, never for the user. */
static void
explain_wrong(struct question *q, const struct totp_key *key)
{
	uint64_t here = q->now / STEP_SECONDS;
	uint64_t step = totp_match(key, q->code, q->now, SKEW_SEARCH_STEPS);

	if (step != 0)
		snprintf(q->detail, sizeof(q->detail),
		    "it would be right %llu s %s: check the clocks of phone "
		    "and host",
		    (unsigned long long)(step > here ? step - here :
						       here - step) *
			STEP_SECONDS,
		    step > here ? "later" : "earlier");
}

/* Every code that was good anywhere is known by its mark, so that none is
 * good a second time under another mfa. */
static enum status
take_code(struct question *q, struct ledger *l)
{
	static const uint8_t none[SALT_SIZE];
	uint32_t mark;

	if (memcmp(l->salt, none, SALT_SIZE) == 0 &&
	    getrandom(l->salt, SALT_SIZE, 0) != SALT_SIZE)
		return answer(q, STATUS_CONFIG, "no random numbers");
	mark = totp_mark(l->salt, SALT_SIZE, q->code);
	if (ledger_taken(l, mark, q->now))
		return answer(q, STATUS_REPLAY, "it was used already");
	ledger_take(l, mark, q->now);
	return write_counter(q, l, true);
}

static enum status
judge_local(struct question *q, struct ledger *l, const struct totp_key *key)
{
	uint64_t step = totp_match(key, q->code, q->now, WINDOW_STEPS);
	enum status s;

	if (step == 0) {
		ledger_failed(l, q->now);
		s = write_counter(q, l, true);
		if (s != STATUS_OK)
			return s;
		explain_wrong(q, key);
		return STATUS_WRONG;
	}
	if (ledger_used(l, step))
		return answer(
		    q, STATUS_REPLAY, "this or a later code was used");
	ledger_accept(l, step);
	return take_code(q, l);
}

/*
 * The try is charged before it is judged, and given back if it was no guess:
 * who may kill us must gain nothing by doing so in between.
 */
static enum status
verify_local(struct question *q, struct ledger *l, const struct totp_key *key)
{
	const struct ledger before = *l;
	struct ledger charged = *l;
	enum status s;

	if (ledger_throttled(l, q->now)) {
		(void)write_counter(q, l, false);
		return answer(q, STATUS_THROTTLED, "too many wrong codes");
	}
	ledger_failed(&charged, q->now);
	s = write_counter(q, &charged, false);
	if (s != STATUS_OK)
		return s;
	s = judge_local(q, l, key);
	if (s == STATUS_REPLAY)
		(void)write_counter(q, &before, false);
	return s;
}

static enum status
decide(struct question *q, struct ledger *l, struct span mfa)
{
	struct totp_key key = {0};
	enum status s;

	if (!span_is(mfa, "local") && ledger_spent(l, q->now))
		return answer(q, STATUS_THROTTLED,
		    "as many codes were sent to STS as it verifies for now");
	/* STS judges the code; here it is only kept from being sent twice. */
	if (span_is(mfa, "sts"))
		return take_code(q, l);
	if (!span_is(mfa, "local") && !span_is(mfa, "both"))
		return answer(q, STATUS_CONFIG, "unknown mfa");
	s = read_key(q, &key);
	if (s == STATUS_OK)
		s = verify_local(q, l, &key);
	explicit_bzero(&key, sizeof(key));
	return s;
}

int
main(void)
{
	uint8_t buf[MESSAGE_MAX];
	struct question q = {.now = 0};
	struct ledger ledger;
	struct timespec now;
	const struct span none = {NULL, 0};
	struct message m;
	enum status s;

	if (sandbox_verify() != 0 || channel_receive(&m, buf) != 0 ||
	    m.kind != KIND_VERIFY)
		return 1;
	clock_gettime(CLOCK_REALTIME, &now);
	q.now = (uint64_t)now.tv_sec;
	q.user = m.field[TAG_USER];
	q.code = m.field[TAG_CODE];
	s = read_counter(&q, &ledger);
	if (s == STATUS_OK)
		s = decide(&q, &ledger, m.field[TAG_MFA]);
	explicit_bzero(buf, sizeof(buf));
	return channel_reply(KIND_VERIFIED, s, q.detail, none) == 0 ? 0 : 1;
}
