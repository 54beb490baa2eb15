/* Comparing rules with the facts of a login; pure. */

#include "common/address.h"
#include "common/glob.h"
#include "common/list.h"
#include "common/match.h"

#define PATTERN_OF_NAMES "A-Za-z0-9_.*?-"

static bool
fits_service(const struct facts *f, struct span item)
{
	return span_equal(f->service, item);
}

static bool
fits_user(const struct facts *f, struct span item)
{
	return span_equal(f->user, item);
}

static bool
fits_target(const struct facts *f, struct span item)
{
	return span_equal(f->target, item);
}

/* A dot at the end says that a name is whole; it is no part of it. */
static struct span
without_dot(struct span name)
{
	if (name.n > 0 && name.p[name.n - 1] == '.')
		name.n--;
	return name;
}

static bool
fits_host_name(struct span item, struct span name)
{
	return name.n > 0 &&
	    glob_fits_any_case(without_dot(item), without_dot(name));
}

/* An address is no name: "f*" must not fit fe80::1. */
static bool
fits_rhost(const struct facts *f, struct span item)
{
	struct address from;
	struct network net;

	if (span_is(item, "*"))
		return f->rhost.n > 0;
	if (network_read(&net, item))
		return address_read(&from, f->rhost) &&
		    network_has(&net, &from);
	return !address_read(&from, f->rhost) && fits_host_name(item, f->rhost);
}

static struct span
without_dev(struct span tty)
{
	if (!span_starts(tty, "/dev/"))
		return tty;
	return (struct span){tty.p + 5, tty.n - 5};
}

/* Hosts tell a terminal as /dev/pts/3 or as pts/3. */
static bool
fits_tty(const struct facts *f, struct span item)
{
	return f->tty.n > 0 &&
	    glob_fits(without_dev(item), without_dev(f->tty));
}

static bool
fits_host(const struct facts *f, struct span item)
{
	return fits_host_name(item, f->host) || fits_host_name(item, f->fqdn);
}

static bool (*const fits[RULE_CONDITIONS])(
    const struct facts *, struct span item) = {
    [RULE_SERVICE] = fits_service,
    [RULE_USER] = fits_user,
    [RULE_TARGET] = fits_target,
    [RULE_RHOST] = fits_rhost,
    [RULE_TTY] = fits_tty,
    [RULE_HOST] = fits_host,
};

static enum match
fit(enum rule_key key, const struct facts *f, struct span item)
{
	if (key == RULE_GROUP && f->user.n == 0)
		return MATCH_NO;
	if (key == RULE_GROUP)
		return f->in_group(f->ctx, f->user, item);
	if (key == RULE_TARGET_GROUP)
		return f->in_group(f->ctx, f->target, item);
	return fits[key](f, item) ? MATCH_YES : MATCH_NO;
}

/* Undecided only when the answer depends on what cannot be looked up. */
static enum match
holds(enum rule_key key, struct span list, const struct facts *f)
{
	enum match wanted = MATCH_YES, excluded = MATCH_NO, m;
	bool all = true; /* no item says who is wanted */
	struct item item;

	while (list_next(&list, &item)) {
		if (all && !item.negated) {
			all = false;
			wanted = MATCH_NO;
		}
		if (wanted == MATCH_YES && !item.negated)
			continue;
		if ((m = fit(key, f, item.text)) == MATCH_NO)
			continue;
		if (!item.negated)
			wanted = m;
		else if (m == MATCH_YES)
			return MATCH_NO;
		else
			excluded = m;
	}
	return wanted == MATCH_YES && excluded != MATCH_NO ? excluded : wanted;
}

static enum match
match_condition(const struct rule *r, const struct facts *f, enum rule_key key)
{
	bool of_target = key == RULE_TARGET || key == RULE_TARGET_GROUP;

	if (r->value[key].p == NULL)
		return MATCH_YES;
	return of_target && f->target.n == 0 ? MATCH_UNDECIDED :
					       holds(key, r->value[key], f);
}

enum match
match_rule(const struct rule *r, const struct facts *f, enum rule_key *failed)
{
	enum match match = MATCH_YES;

	for (int i = 0; i < RULE_CONDITIONS; i++) {
		enum rule_key key = (enum rule_key)i;
		enum match m = match_condition(r, f, key);

		if (m == MATCH_YES || m == match)
			continue;
		*failed = key;
		match = m;
		if (m == MATCH_NO)
			return m;
	}
	return match;
}

bool
match_rhost_valid(struct span item)
{
	struct network net;

	if (network_read(&net, item) || span_is(item, "*"))
		return true;
	/* What has no letter is an address that is none: "10.0.*". */
	return item.n <= NAME_MAX_BYTES &&
	    text_in_set(item, PATTERN_OF_NAMES) &&
	    !text_in_set(item, "0-9_.*?-");
}
