/* The state files; run by root. */

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cli/message.h"
#include "cli/record.h"
#include "common/field.h"
#include "common/stanza.h"

/* Both files name the same user, or one of them is not ours. */
static void
take_user(struct record *rec, struct span user)
{
	if (user.p == NULL ||
	    (rec->user[0] != '\0' && !span_is(user, rec->user)) ||
	    !span_copy(rec->user, sizeof(rec->user), user))
		rec->damaged = true;
}

static void
take_secret(struct record *rec, struct span text)
{
	rec->secret = text.p != NULL;
	if (!rec->secret)
		return;
	take_user(rec, stanza_get(text, "user"));
	if (text.n > STANZA_MAX || stanza_get(text, "secret").p == NULL)
		rec->damaged = true;
}

static void
take_key(struct record *rec, struct span text)
{
	struct span id;

	rec->key = text.p != NULL;
	if (!rec->key)
		return;
	take_user(rec, stanza_get(text, "user"));
	id = stanza_get(text, "aws_access_key_id");
	if (text.n > STANZA_MAX || !field_valid(TAG_ACCESS_KEY_ID, id) ||
	    !span_copy(rec->key_id, sizeof(rec->key_id), id) ||
	    !field_valid(TAG_SECRET_ACCESS_KEY,
		stanza_get(text, "aws_secret_access_key")))
		rec->damaged = true;
}

static void
take_counter(struct record *rec, struct span bytes)
{
	rec->counter = bytes.p != NULL;
	if (rec->counter ? bytes.n != LEDGER_SIZE : rec->secret || rec->key)
		rec->damaged = true;
}

int
record_read(struct record *rec, const struct state *s)
{
	static const struct {
		const char *name;
		void (*take)(struct record *, struct span);
	} files[] = {{STATE_SECRET, take_secret}, {STATE_KEY, take_key},
	    {STATE_COUNTER, take_counter}};
	char room[STANZA_MAX + 1];
	struct span text;
	int r = 0;

	memset(rec, 0, sizeof(*rec));
	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]); i++) {
		if (state_read(s, files[i].name, &text, room) < 0)
			r = -1;
		else
			files[i].take(rec, text);
		explicit_bzero(room, sizeof(room));
	}
	return r;
}

bool
record_usable(const struct record *rec, const struct account *a)
{
	if (rec->damaged)
		(void)message("the files of %s in %s/%lu are damaged: "
			      "run pam-sts revoke %s, then begin again",
		    a->name, STATE_DIR, (unsigned long)a->uid, a->name);
	else if (rec->user[0] != '\0' && strcmp(rec->user, a->name) != 0)
		(void)message("uid %lu was %s's, whose files are still kept: "
			      "run pam-sts revoke %s, then begin again",
		    (unsigned long)a->uid, rec->user, a->name);
	else
		return true;
	return false;
}

static size_t
compose(
    char room[static STANZA_MAX], const struct record_line *lines, size_t count)
{
	size_t n = 0;

	for (size_t i = 0; i < count && n < STANZA_MAX; i++)
		n += (size_t)snprintf(room + n, STANZA_MAX - n, "%s = %.*s\n",
		    lines[i].key, (int)lines[i].value.n, lines[i].value.p);
	return n;
}

int
record_write(const struct state *s, const char *name,
    const struct record_line *lines, size_t count)
{
	char room[STANZA_MAX];
	struct span text = {room, compose(room, lines, count)};
	int r = text.n < sizeof(room) ? 0 : -1;

	for (size_t i = 0; i < count && r == 0; i++)
		if (!span_equal(stanza_get(text, lines[i].key), lines[i].value))
			r = -1;
	if (r < 0)
		(void)message("\"%.*s\" cannot be kept in a file of lines: "
			      "give this user a plainer name",
		    (int)lines[0].value.n, lines[0].value.p);
	else
		r = state_write(s, name, room, text.n);
	explicit_bzero(room, sizeof(room));
	return r;
}

int
record_counter(const struct state *s, const struct record *rec)
{
	static const uint8_t fresh[LEDGER_SIZE];

	if (rec->counter)
		return 0;
	return state_write(s, STATE_COUNTER, fresh, sizeof(fresh)) < 0 ? -1 : 1;
}
