/* Composing a session's files; runs as root in the host. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pam_sts/grant.h"
#include "pam_sts/policy.h"
#include "pam_sts/sheet.h"

/* A section's name, keys and line ends, beside its message's values. */
#define OVERHEAD 512
#define SHEET_MAX ((PROFILES_MAX + 1) * (MESSAGE_MAX + OVERHEAD))

int
sheet_open(struct sheet *s)
{
	*s = (struct sheet){malloc(SHEET_MAX), 0, SHEET_MAX};
	return s->p == NULL ? -ENOMEM : 0;
}

void
sheet_close(struct sheet *s)
{
	if (s->p != NULL)
		explicit_bzero(s->p, s->n);
	free(s->p);
	*s = (struct sheet){0};
}

static void
put(struct sheet *s, const char *before, struct span value, const char *after)
{
	const struct span parts[] = {span_of(before), value, span_of(after)};

	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (parts[i].n > 0 && parts[i].n <= s->cap - s->n) {
			memcpy(s->p + s->n, parts[i].p, parts[i].n);
			s->n += parts[i].n;
		}
}

/* "key = value"; nothing for what is not there. */
static void
add(struct sheet *s, const char *key, struct span value)
{
	if (value.p == NULL)
		return;
	put(s, key, span_of(" = "), "");
	put(s, "", value, "\n");
}

/* "[head]" or "[head name]"; either may be empty. */
static void
open_section(struct sheet *s, const char *head, struct span name)
{
	put(s, "[", span_of(head), *head != '\0' && name.n > 0 ? " " : "");
	put(s, "", name, "]\n");
}

static void
add_keys(struct sheet *s, const struct message *m)
{
	add(s, "aws_access_key_id", m->field[TAG_ACCESS_KEY_ID]);
	add(s, "aws_secret_access_key", m->field[TAG_SECRET_ACCESS_KEY]);
	add(s, "aws_session_token", m->field[TAG_SESSION_TOKEN]);
	add(s, "x_security_token_expires", m->field[TAG_EXPIRATION]);
}

static void
add_process(struct sheet *s, const char *session, struct span profile)
{
	put(s, "credential_process = " BINDIR "/pam-sts credentials --session ",
	    span_of(session), " ");
	put(s, "", profile, "\n");
}

/* One of the profiles that are given. */
struct item {
	const struct sheet_of *of;
	struct message m;
	struct span until; /* renewed by itself; absent: not known */
	bool first, renewable, process;
};

static void
item_credentials(struct sheet *s, const struct item *i)
{
	static const struct span none = {NULL, 0};

	if (i->process)
		return;
	if (i->first) {
		open_section(s, "default", none);
		add_keys(s, &i->m);
	}
	open_section(s, "", i->m.field[TAG_PROFILE]);
	add_keys(s, &i->m);
}

static void
item_keys(struct sheet *s, const struct item *i)
{
	if (!i->process)
		return;
	open_section(s, "", i->m.field[TAG_PROFILE]);
	add_keys(s, &i->m);
}

static void
add_config(struct sheet *s, const struct item *i)
{
	add(s, "region", i->m.field[TAG_REGION]);
	if (i->process)
		add_process(s, i->of->session, i->m.field[TAG_PROFILE]);
}

static void
item_config(struct sheet *s, const struct item *i)
{
	static const struct span none = {NULL, 0};

	if (i->first) {
		open_section(s, "default", none);
		add_config(s, i);
	}
	open_section(s, "profile", i->m.field[TAG_PROFILE]);
	add_config(s, i);
}

static void
item_info(struct sheet *s, const struct item *i)
{
	open_section(s, "", i->m.field[TAG_PROFILE]);
	add(s, "access_key_id", i->m.field[TAG_ACCESS_KEY_ID]);
	add(s, "arn", i->m.field[TAG_ARN]);
	add(s, "expires", i->m.field[TAG_EXPIRATION]);
	add(s, "renewable", span_of(i->renewable ? "yes" : "code"));
	if (i->renewable)
		add(s, "renewable_until", i->until);
	add(s, "form", span_of(i->process ? "process" : "static"));
	add(s, "region", i->m.field[TAG_REGION]);
}

static void
begin(struct sheet *s)
{
	explicit_bzero(s->p, s->n);
	s->n = 0;
}

static int
add_items(struct sheet *s, const struct sheet_of *of,
    void (*body)(struct sheet *, const struct item *))
{
	struct item i = {.of = of, .first = true};
	struct grant_header h;
	int r = grant_header(of->grant, KIND_TICKET, &h);

	if (of->policy->with_code && grant_base(of->grant, &i.m))
		i.until = i.m.field[TAG_EXPIRATION];
	for (unsigned n = 0; r == 0 && n < PROFILES_MAX &&
	     grant_next(of->grant, &h.at, &i.m) == 1;
	     n++) {
		i.renewable = of->policy->form[n].renewable;
		i.process = of->policy->form[n].process;
		body(s, &i);
		i.first = false;
	}
	return r < 0 || i.first ? -EPROTO : 0;
}

int
sheet_credentials(struct sheet *s, const struct sheet_of *of)
{
	begin(s);
	return add_items(s, of, item_credentials);
}

int
sheet_keys(struct sheet *s, const struct sheet_of *of)
{
	begin(s);
	return add_items(s, of, item_keys);
}

int
sheet_config(struct sheet *s, const struct sheet_of *of)
{
	begin(s);
	return add_items(s, of, item_config);
}

int
sheet_info(struct sheet *s, const struct sheet_of *of)
{
	struct grant_header h;
	int r = grant_header(of->grant, KIND_TICKET, &h);

	if (r < 0)
		return r;
	begin(s);
	add(s, "session", span_of(of->session));
	add(s, "user", h.m.field[TAG_USER]);
	add(s, "target", h.m.field[TAG_TARGET]);
	add(s, "service", h.m.field[TAG_SERVICE]);
	add(s, "profiles", h.m.field[TAG_PROFILES]);
	add(s, "proof", h.m.field[TAG_PROOF]);
	add(s, "obtained", span_of(of->obtained));
	add(s, "obtained_by", h.m.field[TAG_SESSION]);
	add(s, "linger", span_of(of->policy->linger ? "until-expiry" : NULL));
	return add_items(s, of, item_info);
}
