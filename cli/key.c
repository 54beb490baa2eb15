/* pam-sts key: a user's long-term AWS access key.  Run by root. */

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/input.h"
#include "cli/message.h"
#include "cli/record.h"
#include "cli/stanza_input.h"

static int
set_in(
    const struct state *s, const struct account *a, const struct key_pair *key)
{
	const struct record_line lines[] = {{"user", span_of(a->name)},
	    {"aws_access_key_id", key->id},
	    {"aws_secret_access_key", key->secret}};
	struct record rec;
	int made;

	if (record_read(&rec, s) < 0 || !record_usable(&rec, a) ||
	    (made = record_counter(s, &rec)) < 0)
		return REFUSED;
	if (record_write(s, STATE_KEY, lines, 3) == 0)
		return DONE;
	if (made == 1)
		(void)state_remove(s, STATE_COUNTER);
	return REFUSED;
}

static int
set_key(const struct account *a, const struct key_pair *key)
{
	struct state s;
	int r;

	if (state_open(&s, a->uid, true) < 0)
		return REFUSED;
	r = set_in(&s, a, key);
	(void)state_close(&s);
	if (r == DONE)
		printf("%s: key %.*s stored\n", a->name, (int)key->id.n,
		    key->id.p);
	return r;
}

static int
key_set(const struct account *a)
{
	char room[STANZA_MAX + 1];
	struct key_pair key;
	struct span text;
	int r = input_read(
	    &text, room, "aws_access_key_id and aws_secret_access_key");

	if (r == DONE)
		r = stanza_input(&key, text);
	if (r == DONE)
		r = set_key(a, &key);
	explicit_bzero(room, sizeof(room));
	return r;
}

static int
key_show(const struct account *a)
{
	struct record rec;
	struct state s;
	int r = REFUSED;

	if (state_open(&s, a->uid, false) < 0)
		return REFUSED;
	if (record_read(&rec, &s) == 0 && record_usable(&rec, a)) {
		if (rec.key) {
			printf("%s\n", rec.key_id);
			r = DONE;
		} else
			r = message("no key is kept for %s: "
				    "give one with pam-sts key set %s",
			    a->name, a->name);
	}
	(void)state_close(&s);
	return r;
}

static int
key_remove(const struct account *a)
{
	struct state s;
	int r;

	if (state_open(&s, a->uid, false) < 0)
		return REFUSED;
	r = state_remove(&s, STATE_KEY);
	(void)state_close(&s);
	if (r < 0)
		return REFUSED;
	printf(
	    "%s: %s\n", a->name, r == 1 ? "removed key" : "nothing to remove");
	return DONE;
}

int
command_key(int argc, char **argv)
{
	static const struct {
		const char *name;
		int (*run)(const struct account *);
	} actions[] = {
	    {"set", key_set}, {"show", key_show}, {"remove", key_remove}};
	struct account a;
	int r;

	if (argc != 3)
		return message_usage("key", "expected an action and one user");
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
		if (strcmp(argv[1], actions[i].name) != 0)
			continue;
		r = account_find(&a, argv[2]);
		return r == DONE ? actions[i].run(&a) : r;
	}
	return message_usage("key", "expected set, show or remove");
}
