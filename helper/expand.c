/* Expanding settings; pure. */

#include "helper/expand.h"

#define ANY "\x01-\xff"
#define OF_TAGS " A-Za-z0-9_.:/+@-"

static bool
field_of(struct span *out, char letter, const struct message *who)
{
	static const struct {
		char letter;
		enum tag tag;
	} letters[] = {{'u', TAG_USER}, {'t', TAG_TARGET}, {'h', TAG_HOST},
	    {'H', TAG_FQDN}, {'s', TAG_SERVICE}, {'r', TAG_RHOST},
	    {'i', TAG_SESSION}};

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].letter == letter) {
			*out = who->field[letters[i].tag];
			return true;
		}
	*out = span_of("%");
	return letter == '%';
}

static bool
expand_in(struct buffer *b, struct span text, const struct message *who,
    const char *set)
{
	for (size_t i = 0; i < text.n; i++) {
		struct span value;

		if (text.p[i] != '%') {
			buffer_byte(b, text.p[i]);
			continue;
		}
		if (++i == text.n || !field_of(&value, text.p[i], who))
			return false;
		if (value.p != NULL)
			buffer_escape(b, value, set, '=');
	}
	return !b->full;
}

bool
expand(struct buffer *b, struct span text, const struct message *who)
{
	return expand_in(b, text, who, ANY);
}

bool
expand_tag(struct buffer *b, struct span text, const struct message *who)
{
	return expand_in(b, text, who, OF_TAGS);
}
