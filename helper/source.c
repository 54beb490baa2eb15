/* Reading what the first call is signed with; it is there once, then wiped. */

#include <string.h>
#include <time.h>

#include "helper/input.h"
#include "helper/login_session.h"
#include "helper/source.h"

static int
load_key(struct credentials *c, int fd, struct span user, struct verdict *v)
{
	char room[STANZA_MAX + 1];
	struct span text = {room, 0};
	int r;

	if (input_read(fd, room, sizeof(room), &text.n) < 0)
		r = verdict_set(
		    v, STATUS_CONFIG, "the key file cannot be read");
	else
		r = credentials_from_key(c, text, user, v);
	explicit_bzero(room, text.n);
	return r;
}

static int
load_record(struct credentials *c, int fd,
    const struct login_session_claim *claim, struct verdict *v)
{
	uint8_t room[LOGIN_SESSION_MAX];
	struct bundle record = {room, sizeof(room), 0};
	int r;

	if (input_read_start(fd, room, sizeof(room), &record.n) < 0)
		r = verdict_set(v, STATUS_CONFIG,
		    "the record of the login session cannot be read");
	else
		r = login_session_read(c, &record, claim, time(NULL), v);
	explicit_bzero(room, record.n);
	return r;
}

int
source_load(struct steps *s, int fd, struct verdict *v)
{
	const struct span *who = s->who.field;
	const struct login_session_claim own = {who[TAG_USER], who[TAG_TARGET],
					     who[TAG_SESSION]},
					 login = {who[TAG_USER], who[TAG_USER],
					     {NULL, 0}};

	if (s->first > 0)
		return load_record(&s->given[0], fd, &own, v);
	return s->plan.source == SOURCE_USER_KEY ?
	    load_key(&s->source, fd, who[TAG_USER], v) :
	    load_record(&s->source, fd, &login, v);
}
