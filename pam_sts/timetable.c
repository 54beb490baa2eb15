/* Times of a session's credentials; runs as root. */

#include "pam_sts/grant.h"
#include "pam_sts/login.h"
#include "pam_sts/moment.h"
#include "pam_sts/random.h"
#include "pam_sts/timetable.h"

/* Parts of a life: renewed at three quarters, a little earlier by chance, so
 * that a fleet that logged in at nine does not call at once. */
#define RENEW_AT(life) ((life)*3 / 4 + 1)
#define JITTER(life) ((life) / 20)
#define LIFE_LEAST 5
#define RETRY_FIRST(life) ((life) / 64 + 1)
#define RETRY_LAST(life) ((life) / 16 + 1)

static bool
is_listed(struct span list, struct span name)
{
	while (list.p != NULL)
		if (span_equal(span_cut(&list, ','), name))
			return true;
	return false;
}

static time_t
earlier(time_t a, time_t b)
{
	return a == 0 || (b != 0 && b < a) ? b : a;
}

/* A clock that nobody sets said when; by that, the time of day it was. */
static time_t
time_of(struct span boottime)
{
	uint64_t then, now = login_clock();
	time_t today = time(NULL);

	return text_decimal(boottime, &then) && then <= now ?
	    today - (time_t)(now - then) :
	    today;
}

static time_t
life_of(const struct timetable *t)
{
	return t->renewable > t->obtained ? t->renewable - t->obtained : 0;
}

void
timetable_read(struct timetable *t, const struct bundle *record,
    const struct message *header, size_t at)
{
	struct span renewable = header->field[TAG_RENEWABLE];
	uint64_t ahead = 0;
	struct message m;
	time_t end, life;

	*t = (struct timetable){
	    .obtained = time_of(header->field[TAG_OBTAINED])};
	while (grant_next(record, &at, &m) == 1) {
		if (!moment_read(&end, m.field[TAG_EXPIRATION]))
			continue;
		if (is_listed(renewable, m.field[TAG_PROFILE]))
			t->renewable = earlier(t->renewable, end);
		else
			t->fixed = earlier(t->fixed, end);
		if (end > t->last)
			t->last = end;
	}
	(void)text_decimal(header->field[TAG_NOTICE], &ahead);
	t->ahead = (time_t)ahead;
	life = life_of(t);
	if (t->renewable == 0)
		return;
	t->renew = t->obtained + RENEW_AT(life) -
	    (time_t)random_below((unsigned)JITTER(life) + 1);
	/* Where the clock is so wrong that they seem to end at once. */
	if (t->renew < t->obtained + LIFE_LEAST)
		t->renew = t->obtained + LIFE_LEAST;
}

/* What can be renewed is no news before it failed. */
time_t
timetable_end(const struct timetable *t)
{
	return t->tries > 0 || t->hopeless ? earlier(t->fixed, t->renewable) :
					     t->fixed;
}

void
timetable_follow(struct timetable *t, const struct timetable *before)
{
	t->told = before->told && timetable_end(before) == timetable_end(t);
}

static time_t
notice_at(const struct timetable *t)
{
	time_t end = timetable_end(t);

	return t->told || t->ahead == 0 || end == 0 ? 0 : end - t->ahead;
}

static time_t
expiry_at(const struct timetable *t)
{
	return t->expired ? 0 : t->last;
}

enum due
timetable_due(const struct timetable *t, time_t now, bool busy)
{
	const struct {
		time_t at;
		enum due due;
	} list[] = {{expiry_at(t), DUE_EXPIRY},
	    {busy ? 0 : notice_at(t), DUE_NOTICE},
	    {busy ? 0 : t->renew, DUE_RENEWAL}};

	for (size_t i = 0; i < sizeof(list) / sizeof(list[0]); i++)
		if (list[i].at != 0 && list[i].at <= now)
			return list[i].due;
	return DUE_NOTHING;
}

time_t
timetable_next(const struct timetable *t, bool busy)
{
	return busy ? expiry_at(t) :
		      earlier(earlier(t->renew, notice_at(t)), expiry_at(t));
}

void
timetable_done(struct timetable *t, enum due due)
{
	if (due == DUE_RENEWAL)
		t->renew = 0;
	if (due == DUE_EXPIRY)
		t->expired = true;
	if (due != DUE_RENEWAL)
		t->told = true;
}

void
timetable_failed(struct timetable *t, time_t now, bool for_good)
{
	time_t wait = RETRY_FIRST(life_of(t)), most = RETRY_LAST(life_of(t));

	if (t->renewable == 0)
		return;
	for (unsigned i = 0; i < t->tries && wait < most; i++)
		wait *= 2;
	/* What was no news is some now. */
	if (t->tries++ == 0)
		t->told = t->expired;
	t->hopeless = for_good;
	t->renew = for_good ? 0 : now + (wait < most ? wait : most);
}

void
timetable_last(struct timetable *t)
{
	t->renew = 0;
	t->ahead = 0;
}
