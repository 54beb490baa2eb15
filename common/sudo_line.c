/* sudo's options, as far as needed to step over them; pure. */

#include <string.h>

#include "common/sudo_line.h"

enum argument { NO_ARGUMENT, NEEDED, OPTIONAL };

static const struct option {
	const char *name;
	char letter; /* 0: it has none */
	enum argument argument;
} options[] = {
    {"background", 'b', NO_ARGUMENT},
    {"preserve-env", 'E', OPTIONAL},
    {"edit", 'e', NO_ARGUMENT},
    {"set-home", 'H', NO_ARGUMENT},
    {"login", 'i', NO_ARGUMENT},
    {"remove-timestamp", 'K', NO_ARGUMENT},
    {"list", 'l', NO_ARGUMENT},
    {"preserve-groups", 'P', NO_ARGUMENT},
    {"shell", 's', NO_ARGUMENT},
    {"other-user", 'U', NEEDED},
    {"validate", 'v', NO_ARGUMENT},
    {"askpass", 'A', NO_ARGUMENT},
    {"auth-type", 'a', NEEDED},
    {"bell", 'B', NO_ARGUMENT},
    {"close-from", 'C', NEEDED},
    {"login-class", 'c', NEEDED},
    {"chdir", 'D', NEEDED},
    {"group", 'g', NEEDED},
    {"help", 'h', OPTIONAL},
    {"host", '\0', NEEDED},
    {"reset-timestamp", 'k', NO_ARGUMENT},
    {"no-update", 'N', NO_ARGUMENT},
    {"non-interactive", 'n', NO_ARGUMENT},
    {"prompt", 'p', NEEDED},
    {"chroot", 'R', NEEDED},
    {"role", 'r', NEEDED},
    {"stdin", 'S', NO_ARGUMENT},
    {"command-timeout", 'T', NEEDED},
    {"type", 't', NEEDED},
    {"user", 'u', NEEDED},
    {"version", 'V', NO_ARGUMENT},
};

#define OPTIONS (sizeof(options) / sizeof(options[0]))

struct reader {
	struct span rest; /* arguments not yet read */
	struct span user, group;
	bool edits;
	bool bad;
};

/* The next argument; absent at the end. */
static struct span
shift(struct reader *r)
{
	struct span none = {NULL, 0};

	return r->rest.p == NULL || r->rest.n == 0 ? none :
						     span_cut(&r->rest, '\0');
}

static struct span
peek(const struct reader *r)
{
	struct reader copy = *r;

	return shift(&copy);
}

static const struct option *
by_letter(char letter)
{
	for (size_t i = 0; i < OPTIONS; i++)
		if (options[i].letter == letter)
			return &options[i];
	return NULL;
}

/* By name, or by what can only be the beginning of one. */
static const struct option *
by_name(struct span name)
{
	const struct option *found = NULL;

	for (size_t i = 0; i < OPTIONS; i++) {
		const char *whole = options[i].name;

		if (span_is(name, whole))
			return &options[i];
		if (name.n > strlen(whole) ||
		    memcmp(whole, name.p, name.n) != 0)
			continue;
		if (found != NULL)
			return NULL;
		found = &options[i];
	}
	return found;
}

/* Each may stand once: sudo refuses a second. */
static void
note(struct reader *r, const struct option *o, struct span value)
{
	struct span *to = o->letter == 'u' ? &r->user :
	    o->letter == 'g'		   ? &r->group :
					     NULL;

	r->edits |= o->letter == 'e';
	if (to == NULL)
		return;
	if (value.n == 0 || to->p != NULL)
		r->bad = true;
	*to = value;
}

static void
read_long(struct reader *r, struct span text)
{
	struct span name = span_cut(&text, '=');
	const struct option *o = by_name(name);

	if (o == NULL || (o->argument == NO_ARGUMENT && text.p != NULL)) {
		r->bad = true;
		return;
	}
	if (o->argument == NEEDED && text.p == NULL)
		text = shift(r);
	note(r, o, text);
}

static bool
is_variable(struct span s)
{
	return s.n > 0 && s.p[0] != '/' && s.p[0] != '=' &&
	    memchr(s.p, '=', s.n) != NULL;
}

/* "-h host": what follows is taken unless it is an option or a variable. */
static void
skip_host(struct reader *r)
{
	struct span next = peek(r);

	if (next.p != NULL && !span_starts(next, "-") && !is_variable(next))
		(void)shift(r);
}

static void
read_letters(struct reader *r, struct span text)
{
	bool alone = text.n == 1;

	while (text.n > 0 && !r->bad) {
		const struct option *o = by_letter(*text.p);

		text.p++;
		text.n--;
		if (o == NULL)
			r->bad = true;
		else if (o->letter == 'h' && text.n == 0) {
			if (alone)
				skip_host(r);
		} else if (o->argument == NEEDED || o->letter == 'h') {
			note(r, o, text.n > 0 ? text : shift(r));
			return;
		} else
			note(r, o, (struct span){NULL, 0});
	}
}

/* False for a line that sudo would not accept. */
static bool
read_line(struct reader *r, struct span line)
{
	struct span s;

	*r = (struct reader){.rest = line};
	if ((s = shift(r)).p == NULL)
		return false;
	/* sudo goes by its own name, without directories. */
	while (memchr(s.p, '/', s.n) != NULL)
		(void)span_cut(&s, '/');
	r->edits = span_is(s, "sudoedit");
	while (!r->bad && (s = peek(r)).p != NULL && !span_is(s, "--") &&
	    (is_variable(s) || (s.n > 1 && s.p[0] == '-'))) {
		(void)shift(r);
		if (span_starts(s, "--"))
			read_long(r, (struct span){s.p + 2, s.n - 2});
		else if (s.p[0] == '-')
			read_letters(r, (struct span){s.p + 1, s.n - 1});
	}
	return !r->bad;
}

enum sudo_target
sudo_line_target(struct span line, struct span *name)
{
	struct reader r;

	if (!read_line(&r, line))
		return SUDO_TARGET_UNTOLD;
	*name = r.user;
	return r.user.p != NULL ? SUDO_TARGET_NAMED :
	    r.group.p != NULL	? SUDO_TARGET_CALLER :
				  SUDO_TARGET_DEFAULT;
}

bool
sudo_line_edits(struct span line)
{
	struct reader r;

	return read_line(&r, line) && r.edits;
}
