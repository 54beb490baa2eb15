/* Collecting a profile from the configuration's sections; pure. */

#include "common/limits.h"
#include "common/profile.h"

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
