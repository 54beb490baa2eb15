/* Expanding settings; pure. */

#include "helper/expand.h"

#define ANY "\x01-\xff"
#define OF_NAMES "A-Za-z0-9_+,.@-"
#define OF_TAGS " A-Za-z0-9_.:/+@-"

static bool
field_of(struct span *out, char letter, const struct message *who)
{
	static const struct {
		char letter;
		enum tag tag;
	} letters[] = {{'u', TAG_USER}, {'t', TAG_TARGET}, {'h', TAG_HOST},
	    {'H', TAG_FQDN}, {'s', TAG_SERVICE}, {'r', TAG_RHOST},
	    {'i', TAG_SESSION}, {'m', TAG_PROOF}, {'a', TAG_AGE}};

	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].letter == letter) {
			*out = who->field[letters[i].tag];
			return true;
		}
	return false;
}

/* A byte that the administrator wrote, or what stands for %x. */
struct piece {
	struct span text;
	bool expanded;
};

/* Cut the next one off; false when there is no such expansion. */
static bool
cut_piece(struct piece *out, struct span *rest, const struct message *who)
{
	size_t n = rest->p[0] == '%' ? 2 : 1;

	if (rest->n < n)
		return false;
	out->expanded = n == 2 && rest->p[1] != '%';
	out->text = (struct span){rest->p, 1};
	if (out->expanded && !field_of(&out->text, rest->p[1], who))
		return false;
	rest->p += n;
	rest->n -= n;
	return true;
}

static bool
expand_in(struct buffer *b, struct span text, const struct message *who,
    const char *set)
{
	struct piece piece;

	while (text.n > 0) {
		if (!cut_piece(&piece, &text, who))
			return false;
		if (piece.expanded || span_is(piece.text, "%"))
			buffer_escape(b, piece.text, set, '=');
		else
			buffer_add(b, piece.text);
	}
	return !b->full;
}

/* None of it is taken for what follows. */
static void
add_name_part(struct buffer *b, struct span value, char follows)
{
	for (size_t i = 0; i < value.n; i++) {
		struct span byte = {value.p + i, 1};
		bool taken = byte.p[0] == follows;

		/* What follows may be =XX itself. */
		if (taken && !text_in_set(byte, OF_NAMES))
			buffer_byte(b, '=');
		buffer_escape(b, byte, taken ? "" : OF_NAMES, '=');
	}
}

bool
expand_name(struct buffer *b, struct span text, const struct message *who)
{
	struct piece piece;

	while (text.n > 0) {
		if (!cut_piece(&piece, &text, who))
			return false;
		if (piece.expanded)
			add_name_part(
			    b, piece.text, text.n > 0 ? text.p[0] : '\0');
		else
			buffer_escape(b, piece.text, OF_NAMES, '=');
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
