/* Reading rules from the configuration; pure. */

#include "common/rule.h"

static void
read_rule(struct rule *out, const struct section *s)
{
	struct config_cursor c = s->body;
	struct config_line l;
	enum config_item item;

	*out = (struct rule){.file = s->file, .line = s->line};
	while ((item = section_next(&c, &l)) != CONFIG_END) {
		int key = item == CONFIG_ENTRY ?
		    setting_find(rule_settings, RULE_KEYS, l.key) :
		    -1;

		if (key >= 0)
			out->value[key] = l.value;
	}
}

bool
rule_next(struct rule *out, const struct sections *all, unsigned *at)
{
	while (*at < all->count) {
		const struct section *s = &all->at[(*at)++];

		if (span_is(s->kind, "rule")) {
			read_rule(out, s);
			return true;
		}
	}
	return false;
}
