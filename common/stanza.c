/* Reading state files; pure. */

#include "common/config.h"
#include "common/stanza.h"

struct span
stanza_get(struct span text, const char *key)
{
	const struct span absent = {NULL, 0};
	struct config_cursor c = {.rest = text};
	struct config_line l;
	struct span found = absent;
	enum config_item item;

	while ((item = config_next(&c, &l)) != CONFIG_END) {
		if (item == CONFIG_BAD || item == CONFIG_FILE)
			return absent;
		if (item != CONFIG_ENTRY || !span_is(l.key, key))
			continue;
		if (found.p != NULL)
			return absent;
		found = l.value;
	}
	return found.n == 0 ? absent : found;
}
