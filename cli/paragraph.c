/* Cutting a text at its sections; pure. */

#include "cli/paragraph.h"
#include "common/config.h"

static bool
is_named(const struct config_line *l, struct span name)
{
	return l->value.p == NULL && span_equal(l->key, name);
}

/* Where the cursor's next line begins. */
static const char *
place(const struct config_cursor *c, struct span text)
{
	return c->rest.p != NULL ? c->rest.p : text.p + text.n;
}

struct span
paragraph_find(struct span text, struct span name)
{
	const struct span absent = {NULL, 0};
	struct config_cursor c = {.rest = text};
	struct config_line l;
	enum config_item item;
	bool inside = name.p == NULL;
	struct span found = {inside ? text.p : NULL, 0};

	while ((item = config_next(&c, &l)) != CONFIG_END) {
		if (item == CONFIG_SECTION) {
			inside = is_named(&l, name);
			if (inside && found.p != NULL)
				return absent;
			if (inside)
				found.p = place(&c, text);
		}
		if (inside)
			found.n = (size_t)(place(&c, text) - found.p);
	}
	return found;
}
