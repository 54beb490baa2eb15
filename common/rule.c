/* Reading rules from the configuration; pure. */

#include "common/rule.h"

bool
rule_next(struct rule *out, struct config_cursor *c)
{
	struct config_cursor look = *c;
	struct config_line l;
	enum config_item item;
	bool found = false;

	while ((item = config_next(&look, &l)) != CONFIG_END) {
		if (item == CONFIG_SECTION) {
			if (found)
				break;
			found = span_is(l.key, "rule");
			*out = (struct rule){.line = l.line};
		} else if (item == CONFIG_ENTRY && found) {
			int key = setting_find(rule_settings, RULE_KEYS, l.key);

			if (key >= 0)
				out->value[key] = l.value;
		}
		*c = look;
	}
	if (item == CONFIG_END)
		*c = look;
	return found;
}
