/* What the values of settings must look like, but those that AWS reads; pure.
 */

#include <string.h>

#include "common/field.h"
#include "common/limits.h"
#include "common/list.h"
#include "common/match.h"
#include "common/url.h"
#include "common/value.h"

static bool
is_number(struct span s, uint64_t min, uint64_t max)
{
	uint64_t v;

	return text_decimal(s, &v) && v >= min && v <= max;
}

bool
value_is_duration(struct span s)
{
	return is_number(s, DURATION_MIN, DURATION_SESSION_MAX);
}

bool
value_is_timeout(struct span s)
{
	return is_number(s, 1, TIMEOUT_MAX);
}

bool
value_is_reuse(struct span s)
{
	return is_number(s, 1, REUSE_MAX);
}

bool
value_read_notice(struct span s, unsigned *seconds)
{
	uint64_t unit, v;

	if (span_is(s, "no")) {
		*seconds = 0;
		return true;
	}
	if (s.n == 0)
		return false;
	unit = s.p[s.n - 1] == 'h' ? 3600 :
	    s.p[s.n - 1] == 'm'	   ? 60 :
	    s.p[s.n - 1] == 's'	   ? 1 :
				     0;
	s.n--;
	if (unit == 0 || !is_number(s, 1, NOTICE_MAX / unit) ||
	    !text_decimal(s, &v))
		return false;
	*seconds = (unsigned)(v * unit);
	return true;
}

bool
value_is_notice(struct span s)
{
	unsigned seconds;

	return value_read_notice(s, &seconds);
}

bool
value_is_yes_no(struct span s)
{
	return span_is(s, "yes") || span_is(s, "no");
}

bool
value_is_yes(struct span s)
{
	return span_is(s, "yes");
}

bool
value_is_profile_name(struct span s)
{
	/* It stands among the arguments of a credential_process. */
	return field_valid(TAG_PROFILE, s) && s.p[0] != '-';
}

bool
value_is_profile_names(struct span list)
{
	struct span names[PROFILES_MAX];
	unsigned count = 0;

	while (list.p != NULL) {
		struct span name = span_item(&list);

		if (!value_is_profile_name(name) || count == PROFILES_MAX)
			return false;
		for (unsigned i = 0; i < count; i++)
			if (span_equal(names[i], name))
				return false;
		names[count++] = name;
	}
	return count > 0;
}

static bool
is_list(struct span list, bool (*fits)(struct span))
{
	struct item item;

	while (list_next(&list, &item))
		if (item.text.n == 0 || span_trim(item.text).n < item.text.n ||
		    !fits(item.text))
			return false;
	return true;
}

/* What would be a pattern elsewhere is no name: taken for one it would never
 * fit, and nobody would notice. */
static bool
is_name(struct span s)
{
	return field_valid(TAG_USER, s) &&
	    !text_in_set((struct span){s.p, 1}, "@%+-") &&
	    memchr(s.p, '*', s.n) == NULL && memchr(s.p, '?', s.n) == NULL &&
	    memchr(s.p, '!', s.n) == NULL && memchr(s.p, ':', s.n) == NULL;
}

bool
value_is_names(struct span list)
{
	return is_list(list, is_name);
}

static bool
is_service(struct span s)
{
	return field_valid(TAG_SERVICE, s);
}

bool
value_is_services(struct span list)
{
	return is_list(list, is_service);
}

bool
value_is_rhosts(struct span list)
{
	return is_list(list, match_rhost_valid);
}

static bool
is_host(struct span s)
{
	return s.n <= NAME_MAX_BYTES && text_in_set(s, "A-Za-z0-9_.*?-");
}

bool
value_is_hosts(struct span list)
{
	return is_list(list, is_host);
}

static bool
is_tty(struct span s)
{
	return s.n <= NAME_MAX_BYTES && !span_is(s, "/dev/") &&
	    text_in_set(s, "A-Za-z0-9_.:/@+*?-");
}

bool
value_is_ttys(struct span list)
{
	return is_list(list, is_tty);
}

bool
value_is_region(struct span s)
{
	return field_valid(TAG_REGION, s) && s.p[0] != '-' &&
	    s.p[s.n - 1] != '-';
}

bool
value_is_source(struct span s)
{
	return span_is(s, "UserKey") || span_is(s, "LoginSession");
}

bool
value_is_mfa(struct span s)
{
	return span_is(s, "local") || span_is(s, "sts") || span_is(s, "both") ||
	    span_is(s, "none");
}

bool
value_is_on_failure(struct span s)
{
	return span_is(s, "deny") || span_is(s, "allow");
}

bool
value_is_form(struct span s)
{
	return span_is(s, "static") || span_is(s, "process");
}

bool
value_is_linger(struct span s)
{
	return span_is(s, "logout") || span_is(s, "until-expiry");
}

bool
value_is_regional(struct span s)
{
	return span_is(s, "regional") || span_is(s, "legacy");
}

/* Codes and keys leave this host over TLS only. */
bool
value_is_url(struct span s)
{
	struct url u;

	return url_read(&u, s) && (u.tls || url_is_loopback(&u));
}

bool
value_is_proxy(struct span s)
{
	struct url u;

	return url_read(&u, s) && !u.tls;
}

bool
value_is_path(struct span s)
{
	return s.n > 1 && s.n < 4096 && s.p[0] == '/';
}

#define TAIL "\x80-\xbf"

/*
 * The length of the character of UTF-8 at the start, or 0.  Controls are
 * none, also those that stand behind 0xc2: a terminal would obey them.
 */
static size_t
character(struct span s)
{
	/* Sets of bytes: the Unicode Standard, table 3-7. */
	static const char *const shapes[][4] = {{" -~"}, {"\xc2", "\xa0-\xbf"},
	    {"\xc3-\xdf", TAIL}, {"\xe0", "\xa0-\xbf", TAIL},
	    {"\xe1-\xec\xee\xef", TAIL, TAIL}, {"\xed", "\x80-\x9f", TAIL},
	    {"\xf0", "\x90-\xbf", TAIL, TAIL}, {"\xf1-\xf3", TAIL, TAIL, TAIL},
	    {"\xf4", "\x80-\x8f", TAIL, TAIL}};

	for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
		size_t n = 0;

		while (n < 4 && n < s.n && shapes[i][n] != NULL &&
		    text_in_set((struct span){s.p + n, 1}, shapes[i][n]))
			n++;
		if (n == 4 || shapes[i][n] == NULL)
			return n;
	}
	return 0;
}

bool
value_is_message(struct span s)
{
	size_t n = 0;

	if (s.n == 0 || s.n > USER_MESSAGE_MAX)
		return false;
	while (s.n > 0 && (n = character(s)) > 0)
		s = (struct span){s.p + n, s.n - n};
	return s.n == 0;
}
