/* Reading lists of conditions; pure. */

#include "common/list.h"

bool
list_next(struct span *rest, struct item *item)
{
	struct span text;

	if (rest->p == NULL)
		return false;
	text = span_trim(span_cut(rest, ','));
	item->negated = span_starts(text, "!");
	if (item->negated)
		text = (struct span){text.p + 1, text.n - 1};
	item->text = text;
	return true;
}
