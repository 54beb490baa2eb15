/* Bundles of a login; runs as root in the host. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pam_sts/file.h"
#include "pam_sts/grant.h"
#include "pam_sts/login.h"

#define STAMP_SIZE 24

int
grant_open(struct bundle *b)
{
	*b = (struct bundle){malloc(BUNDLE_MAX), BUNDLE_MAX, 0};
	return b->p == NULL ? -ENOMEM : 0;
}

void
grant_close(struct bundle *b)
{
	if (b->p != NULL)
		explicit_bzero(b->p, b->n);
	free(b->p);
	*b = (struct bundle){0};
}

int
grant_read(struct bundle *b, int fd)
{
	ssize_t n = file_read(fd, b->p, b->cap);

	if (n >= 0)
		b->n = (size_t)n;
	return n >= 0 ? 0 : (int)n;
}

int
grant_begin(struct bundle *b, const struct login *l)
{
	char stamp[STAMP_SIZE];
	struct message m = {.kind = KIND_TICKET,
	    .field = {[TAG_USER] = span_of(l->user.name),
		[TAG_TARGET] = span_of(l->target.name),
		[TAG_SERVICE] = span_of(l->service),
		[TAG_PROFILES] = span_of(l->policy.profiles),
		[TAG_SESSION] = span_of(l->session),
		[TAG_PROOF] = span_of(l->proof.how)}};

	snprintf(
	    stamp, sizeof(stamp), "%llu", (unsigned long long)login_clock());
	m.field[TAG_STAMP] = span_of(stamp);
	if (l->login[0] != '\0')
		m.field[TAG_LOGIN] = span_of(l->login);
	if (field_valid(TAG_FIRST, span_of(l->policy.first)))
		m.field[TAG_FIRST] = span_of(l->policy.first);
	explicit_bzero(b->p, b->n);
	b->n = 0;
	return bundle_add(b, &m);
}

int
grant_header(const struct bundle *b, enum kind kind, struct grant_header *h)
{
	h->at = 0;
	return bundle_next(b, &h->at, &h->m) == 1 && h->m.kind == kind ?
	    0 :
	    -EPROTO;
}

int
grant_whole(const struct bundle *b, enum kind kind, struct grant_header *h)
{
	unsigned profiles = 0;
	struct message m;
	int r = grant_header(b, kind, h);
	size_t at = h->at;

	while (r >= 0 && (r = bundle_next(b, &at, &m)) == 1) {
		if (m.kind != KIND_CREDENTIALS || m.status != STATUS_OK)
			return -EPROTO;
		profiles += m.field[TAG_PROFILE].p != NULL;
	}
	return r == 0 && profiles > 0 ? 0 : -EPROTO;
}

/* The next credentials: a profile's, or the base, which has no name. */
static int
next_of(const struct bundle *b, size_t *at, bool named, struct message *m)
{
	int r;

	while ((r = bundle_next(b, at, m)) == 1)
		if (m->kind == KIND_CREDENTIALS &&
		    (m->field[TAG_PROFILE].p != NULL) == named)
			return 1;
	return 0;
}

int
grant_next(const struct bundle *b, size_t *at, struct message *m)
{
	return next_of(b, at, true, m);
}

int
grant_base(const struct bundle *b, struct message *m)
{
	size_t at = 0;

	return next_of(b, &at, false, m);
}
