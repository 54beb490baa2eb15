/* Collecting a profile from the configuration's sections; pure. */

#include <string.h>

#include "common/limits.h"
#include "common/profile.h"
#include "common/value.h"

void
profile_section(struct profile *out, const struct section *s)
{
	struct config_cursor c;
	struct config_line l;
	enum config_item item;

	*out = (struct profile){.name = {NULL, 0}};
	if (s == NULL)
		return;
	out->name = s->name;
	c = s->body;
	while ((item = section_next(&c, &l)) != CONFIG_END) {
		int key = item == CONFIG_ENTRY ?
		    setting_find(profile_settings, PROFILE_KEYS, l.key) :
		    -1;

		if (key >= 0)
			out->value[key] = l.value;
	}
}

/* What the section says about where its first credentials come from wins
 * over the other way of saying it in [defaults]. */
static void
settle_source(struct profile *p, const struct profile *own)
{
	if (own->value[KEY_SOURCE_PROFILE].p != NULL)
		p->value[KEY_CREDENTIAL_SOURCE] = (struct span){NULL, 0};
	else if (own->value[KEY_CREDENTIAL_SOURCE].p != NULL)
		p->value[KEY_SOURCE_PROFILE] = (struct span){NULL, 0};
}

bool
profile_find(struct profile *out, const struct sections *all, struct span name)
{
	const struct section *s =
	    name.p == NULL ? NULL : section_find(all, "profile", name);
	struct profile p, own;

	if (s == NULL)
		return false;
	profile_section(&own, s);
	profile_section(
	    &p, section_find(all, "defaults", (struct span){NULL, 0}));
	p.name = own.name;
	for (int i = 0; i < PROFILE_KEYS; i++)
		if (own.value[i].p != NULL)
			p.value[i] = own.value[i];
	settle_source(&p, &own);
	*out = p;
	return true;
}

enum mfa
profile_mfa(const struct profile *p)
{
	struct span s = p->value[KEY_MFA];

	return span_is(s, "none") ? MFA_NONE :
	    span_is(s, "local")	  ? MFA_LOCAL :
	    span_is(s, "sts")	  ? MFA_STS :
	    span_is(s, "both")	  ? MFA_BOTH :
				    MFA_UNSET;
}

bool
profile_is_role(const struct profile *p)
{
	return p->value[KEY_ROLE_ARN].p != NULL;
}

unsigned
profile_number(
    const struct profile *p, enum profile_key key, unsigned otherwise)
{
	uint64_t v;

	return text_decimal(p->value[key], &v) && v <= DURATION_SESSION_MAX ?
	    (unsigned)v :
	    otherwise;
}

bool
profile_yes(const struct profile *p, enum profile_key key)
{
	return span_is(p->value[key], "yes");
}

bool
profile_in_process(const struct profile *p, bool renewable)
{
	struct span form = p->value[KEY_CREDENTIAL_FILE];

	return form.p == NULL ? renewable : span_is(form, "process");
}

bool
profile_lingers(const struct profile *p)
{
	return span_is(p->value[KEY_LINGER], "until-expiry");
}

unsigned
profile_notice(const struct profile *p)
{
	unsigned seconds;

	return value_read_notice(p->value[KEY_EXPIRY_NOTICE], &seconds) ?
	    seconds :
	    0;
}

bool
profile_list_add(char list[static PROFILES_TEXT_MAX + 1], struct span names)
{
	size_t before = strlen(list), n = before;

	while (names.p != NULL) {
		struct span name = span_item(&names);
		size_t comma = n > 0 ? 1 : 0;

		if (comma + name.n > PROFILES_TEXT_MAX - n) {
			list[before] = '\0';
			return false;
		}
		memcpy(list + n, ",", comma);
		memcpy(list + n + comma, name.p, name.n);
		n += comma + name.n;
		list[n] = '\0';
	}
	return true;
}
