/* The index of sections; pure. */

#include "common/section.h"

void
sections_read(struct sections *all, struct span config)
{
	struct config_cursor c = {.rest = config};
	struct config_line l;
	enum config_item item;

	all->count = 0;
	all->more = false;
	while ((item = config_next(&c, &l)) != CONFIG_END) {
		if (item != CONFIG_SECTION)
			continue;
		if (all->count == SECTIONS_MAX)
			all->more = true;
		else
			all->at[all->count++] =
			    (struct section){l.file, l.line, l.key, l.value, c};
	}
}

const struct section *
section_find(const struct sections *all, const char *kind, struct span name)
{
	for (unsigned i = 0; i < all->count; i++) {
		const struct section *s = &all->at[i];

		if (span_is(s->kind, kind) &&
		    (name.p == NULL ? s->name.p == NULL :
				      span_equal(s->name, name)))
			return s;
	}
	return NULL;
}

enum config_item
section_next(struct config_cursor *c, struct config_line *l)
{
	enum config_item item = config_next(c, l);

	return item == CONFIG_SECTION || item == CONFIG_FILE ? CONFIG_END :
							       item;
}
