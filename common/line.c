/* The checks of single lines; pure. */

#include "common/line.h"
#include "common/setting.h"

struct lines {
	struct faults *faults;
	const struct sections *all;
};

static void
line_fault(struct lines *k, const struct config_line *l, const char *what,
    struct span text)
{
	fault_add(k->faults, l->file, l->line, what, text);
}

/* The file of a span is a place in the text: two files of one name differ. */
static void
check_duplicate(struct lines *k, const struct config_line *l, const char *kind)
{
	const struct section *first = section_find(k->all, kind, l->value);

	if (first == NULL)
		return;
	if (first->file.p != l->file.p)
		line_fault(k, l, "duplicate section: another file has it",
		    l->value.p == NULL ? l->key : l->value);
	else if (first->line < l->line)
		line_fault(k, l, "duplicate section",
		    l->value.p == NULL ? l->key : l->value);
}

static void
check_section(struct lines *k, const struct config_line *l)
{
	bool profile = span_is(l->key, "profile");
	bool defaults = span_is(l->key, "defaults");

	if (!profile && !defaults && !span_is(l->key, "rule")) {
		line_fault(k, l,
		    "unknown section: expected defaults, profile NAME or rule",
		    l->key);
		return;
	}
	if (profile && !profile_settings[KEY_SOURCE_PROFILE].valid(l->value))
		line_fault(k, l,
		    "bad profile name: expected letters, digits and _.@-, "
		    "64 at the most",
		    l->value.p == NULL ? l->key : l->value);
	if (profile && span_is(l->value, "default"))
		line_fault(k, l,
		    "\"default\" is what the first profile of a login is "
		    "called in its files",
		    l->value);
	if (profile && span_is(l->value, "DEFAULT"))
		line_fault(k, l,
		    "\"DEFAULT\" is all sections at once where Python reads "
		    "the files of a login",
		    l->value);
	if (!profile && l->value.p != NULL)
		line_fault(k, l, "this section takes no name", l->value);
	if (profile)
		check_duplicate(k, l, "profile");
	if (defaults)
		check_duplicate(k, l, "defaults");
}

/* Where the lines stand that follow, and which keys it has so far. */
struct place {
	enum { NOWHERE, PROFILE, RULE, UNKNOWN } where;
	uint64_t seen;
};

_Static_assert(PROFILE_KEYS <= 64 && RULE_KEYS <= 64, "a bit for each key");

static void
check_entry(struct lines *k, const struct config_line *l, struct place *at)
{
	bool in_rule = at->where == RULE;
	const struct setting *table =
	    in_rule ? rule_settings : profile_settings;
	int key =
	    setting_find(table, in_rule ? RULE_KEYS : PROFILE_KEYS, l->key);

	if (key < 0) {
		line_fault(k, l, "unknown key", l->key);
		return;
	}
	if ((at->seen >> key & 1) != 0)
		line_fault(k, l, "duplicate key", l->key);
	else if (!table[key].valid(l->value))
		line_fault(k, l, table[key].expected, l->value);
	at->seen |= UINT64_C(1) << key;
}

static struct place
place_of(const struct config_line *l)
{
	bool profile =
	    span_is(l->key, "defaults") || span_is(l->key, "profile");

	return (struct place){span_is(l->key, "rule") ? RULE :
		profile				      ? PROFILE :
							UNKNOWN,
	    0};
}

void
line_check(
    struct faults *faults, const struct sections *all, struct span config)
{
	struct lines k = {faults, all};
	struct config_cursor c = {.rest = config};
	struct config_line l;
	enum config_item item;
	struct place at = {NOWHERE, 0};

	while ((item = config_next(&c, &l)) != CONFIG_END) {
		if (item == CONFIG_FILE)
			at = (struct place){NOWHERE, 0};
		else if (item == CONFIG_BAD) {
			line_fault(&k, &l, l.error.what, l.error.text);
			/* What follows a broken section is in none we know. */
			if (span_starts(l.error.text, "["))
				at.where = UNKNOWN;
		} else if (item == CONFIG_SECTION) {
			check_section(&k, &l);
			at = place_of(&l);
		} else if (at.where == NOWHERE)
			line_fault(&k, &l, "a key before any section", l.key);
		else if (at.where != UNKNOWN)
			check_entry(&k, &l, &at);
	}
}
