/* Composing a session's files; runs as root in the host. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pam_sts/grant.h"
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

static void
add_credentials(struct sheet *s, const struct message *m)
{
	add(s, "aws_access_key_id", m->field[TAG_ACCESS_KEY_ID]);
	add(s, "aws_secret_access_key", m->field[TAG_SECRET_ACCESS_KEY]);
	add(s, "aws_session_token", m->field[TAG_SESSION_TOKEN]);
	add(s, "x_security_token_expires", m->field[TAG_EXPIRATION]);
}

static void
add_config(struct sheet *s, const struct message *m)
{
	add(s, "region", m->field[TAG_REGION]);
}

/* One section a profile, the first before that as "default". */
static int
compose(struct sheet *s, const struct bundle *grant, const char *before,
    void (*body)(struct sheet *, const struct message *))
{
	struct grant_header h;
	struct message m;
	int r = grant_header(grant, KIND_TICKET, &h);

	s->n = 0;
	while (r == 0 && grant_next(grant, &h.at, &m) == 1) {
		if (s->n == 0) {
			put(s, "[default]\n", span_of(""), "");
			body(s, &m);
		}
		put(s, before, m.field[TAG_PROFILE], "]\n");
		body(s, &m);
	}
	return r < 0 ? r : s->n == 0 ? -EPROTO : 0;
}

int
sheet_credentials(struct sheet *s, const struct bundle *grant)
{
	return compose(s, grant, "[", add_credentials);
}

int
sheet_config(struct sheet *s, const struct bundle *grant)
{
	return compose(s, grant, "[profile ", add_config);
}

int
sheet_info(struct sheet *s, const struct bundle *grant, const char *session,
    const char *obtained)
{
	struct grant_header h;
	struct message m;
	int r = grant_header(grant, KIND_TICKET, &h);

	if (r < 0)
		return r;
	s->n = 0;
	add(s, "session", span_of(session));
	add(s, "user", h.m.field[TAG_USER]);
	add(s, "target", h.m.field[TAG_TARGET]);
	add(s, "service", h.m.field[TAG_SERVICE]);
	add(s, "profiles", h.m.field[TAG_PROFILES]);
	add(s, "proof", h.m.field[TAG_PROOF]);
	add(s, "obtained", span_of(obtained));
	add(s, "obtained_by", h.m.field[TAG_SESSION]);
	if (grant_next(grant, &h.at, &m) != 1)
		return -EPROTO;
	add(s, "access_key_id", m.field[TAG_ACCESS_KEY_ID]);
	add(s, "arn", m.field[TAG_ARN]);
	add(s, "expires", m.field[TAG_EXPIRATION]);
	return 0;
}
