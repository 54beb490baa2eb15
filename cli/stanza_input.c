/* Judging a pasted key.  What is wrong may be a secret in the wrong place, so
 * messages name lines and show no text but what looks like a key's name. */

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/stanza_input.h"
#include "common/config.h"
#include "common/field.h"

#define SHOWN_MAX 32

static int
refuse_key(const struct config_line *l)
{
	struct span name = l->key;

	if (span_is(name, "aws_session_token"))
		return message("line %u: aws_session_token belongs to "
			       "temporary credentials: give the user's "
			       "long-term key",
		    l->line);
	if (name.n > SHOWN_MAX || !text_in_set(name, "a-z_"))
		name = span_of("");
	return message("line %u: unknown key \"%.*s\": expected "
		       "aws_access_key_id and aws_secret_access_key",
	    l->line, (int)name.n, name.p);
}

static int
take_entry(struct key_pair *key, const struct config_line *l)
{
	struct span *value = span_is(l->key, "aws_access_key_id") ? &key->id :
	    span_is(l->key, "aws_secret_access_key") ? &key->secret :
						       NULL;

	if (value == NULL)
		return refuse_key(l);
	if (value->p != NULL)
		return message("line %u: %.*s stands twice: give one key",
		    l->line, (int)l->key.n, l->key.p);
	*value = l->value;
	return DONE;
}

static int
read_lines(struct key_pair *key, struct span text)
{
	struct config_cursor c = {.rest = text};
	struct config_line l;
	enum config_item item;
	unsigned sections = 0;
	int r = DONE;

	while (r == DONE && (item = config_next(&c, &l)) != CONFIG_END) {
		if (item == CONFIG_BAD)
			r = message("line %u: %s: expected a piece of a "
				    "credentials file",
			    l.error.line, l.error.what);
		else if (item == CONFIG_FILE)
			r = message("a form feed: expected a piece of a "
				    "credentials file");
		else if (item == CONFIG_ENTRY)
			r = take_entry(key, &l);
		else if (++sections > 1)
			r = message(
			    "line %u: a second section: give one key", l.line);
	}
	return r;
}

static int
refuse_value(const char *name, struct span value, enum tag tag)
{
	const struct field_rule *rule = field_rule(tag);

	if (value.p == NULL)
		return message(
		    "there is no %s: give both lines of the key", name);
	return message("bad %s: expected %zu to %zu bytes of %s", name,
	    rule->min, rule->max, rule->set);
}

int
stanza_input(struct key_pair *key, struct span text)
{
	struct key_pair got = {{NULL, 0}, {NULL, 0}};
	int r = read_lines(&got, text);

	if (r != DONE)
		return r;
	if (span_starts(got.id, "ASIA"))
		return message("a key id in ASIA belongs to temporary "
			       "credentials: give the user's long-term key");
	if (!field_valid(TAG_ACCESS_KEY_ID, got.id))
		return refuse_value(
		    "aws_access_key_id", got.id, TAG_ACCESS_KEY_ID);
	if (!field_valid(TAG_SECRET_ACCESS_KEY, got.secret))
		return refuse_value(
		    "aws_secret_access_key", got.secret, TAG_SECRET_ACCESS_KEY);
	*key = got;
	return DONE;
}
