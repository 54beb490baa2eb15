/* Collecting a profile from the configuration's sections; pure. */

#include "common/limits.h"
#include "common/profile.h"

static void
set(struct profile *p, const struct config_line *l)
{
	int key = setting_find(profile_settings, PROFILE_KEYS, l->key);

	if (key >= 0)
		p->value[key] = l->value;
}

bool
profile_section(struct profile *out, struct span config, struct span name)
{
	struct config_cursor c = {config, 0};
	struct config_line l;
	enum config_item item;
	bool inside = false, found = false;

	*out = (struct profile){.name = name};
	while ((item = config_next(&c, &l)) != CONFIG_END) {
		if (item == CONFIG_SECTION) {
			inside = name.p == NULL ? span_is(l.key, "defaults") :
						  span_is(l.key, "profile") &&
				span_equal(l.value, name);
			found = found || inside;
		} else if (item == CONFIG_ENTRY && inside)
			set(out, &l);
	}
	return found;
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
profile_find(struct profile *out, struct span config, struct span name)
{
	const struct span defaults = {NULL, 0};
	struct profile p, own;

	if (name.p == NULL || !profile_section(&own, config, name))
		return false;
	(void)profile_section(&p, config, defaults);
	p.name = name;
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
