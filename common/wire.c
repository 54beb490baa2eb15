/* Parsing and composing messages; pure. */

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "common/limits.h"
#include "common/wire.h"

#define MAGIC 0x53545331u /* "STS1" */
#define BIT(tag) (UINT64_C(1) << (tag))
_Static_assert(TAG_COUNT <= 64, "a bit for each tag");

#define WHO \
	(BIT(TAG_USER) | BIT(TAG_TARGET) | BIT(TAG_SERVICE) | BIT(TAG_PROFILES))
#define SIGNER                                                 \
	(BIT(TAG_ACCESS_KEY_ID) | BIT(TAG_SECRET_ACCESS_KEY) | \
	    BIT(TAG_SESSION_TOKEN))
#define KEYS (SIGNER | BIT(TAG_EXPIRATION))
#define ASKED (WHO | BIT(TAG_HOST) | BIT(TAG_SESSION) | BIT(TAG_PROOF))
#define ASKED_TOO (BIT(TAG_FQDN) | BIT(TAG_RHOST) | BIT(TAG_AGE))
#define LOGIN (WHO | BIT(TAG_SESSION) | BIT(TAG_STAMP) | BIT(TAG_PROOF))
#define LEADER (BIT(TAG_LEADER) | BIT(TAG_START))

/* What a message of a kind must and may carry.  Only replies have a status;
 * a reply that is not OK carries nothing but its detail and the profile at
 * fault. */
static const struct kind_rule {
	uint64_t must, may;
	bool reply;
} kind_rules[KIND_COUNT] = {
    [KIND_VERIFY] = {BIT(TAG_USER) | BIT(TAG_MFA) | BIT(TAG_CODE), 0, false},
    [KIND_VERIFIED] = {0, BIT(TAG_DETAIL), true},
    [KIND_PREPARE] = {ASKED, ASKED_TOO, false},
    [KIND_PREPARED] = {0, BIT(TAG_DETAIL), true},
    [KIND_COMMIT] = {0, BIT(TAG_CODE), false},
    [KIND_CREDENTIALS] = {KEYS | BIT(TAG_MORE),
	BIT(TAG_PROFILE) | BIT(TAG_REGION) | BIT(TAG_ARN) | BIT(TAG_DETAIL),
	true},
    [KIND_TICKET] = {LOGIN, LEADER | BIT(TAG_LOGIN) | BIT(TAG_FIRST), false},
    [KIND_RECORD] = {LOGIN | LEADER | BIT(TAG_UID) | BIT(TAG_BOOT) |
	    BIT(TAG_OBTAINED),
	BIT(TAG_AUDIT) | BIT(TAG_RHOST) | BIT(TAG_TTY) | BIT(TAG_LOGIN) |
	    BIT(TAG_ASSUMED) | BIT(TAG_CONF) | BIT(TAG_RENEWABLE) |
	    BIT(TAG_LINGER) | BIT(TAG_NOTICE) | BIT(TAG_FIRST),
	false},
    [KIND_EXPLAIN] = {ASKED, ASKED_TOO, false},
    [KIND_EXPLAINED] = {BIT(TAG_MORE) | BIT(TAG_ENDPOINT) | BIT(TAG_REQUEST),
	BIT(TAG_PROFILE) | BIT(TAG_REGION) | BIT(TAG_DETAIL), true},
    [KIND_RENEW] = {ASKED, ASKED_TOO, false},
    [KIND_IDENTIFY] = {SIGNER | BIT(TAG_PROFILE), 0, false},
    [KIND_IDENTITY] = {BIT(TAG_ARN) | BIT(TAG_ACCOUNT) | BIT(TAG_USER_ID),
	BIT(TAG_DETAIL), true},
    [KIND_ORDER] = {BIT(TAG_ORDER), BIT(TAG_PROFILE), false},
    [KIND_ORDERED] = {BIT(TAG_MORE), BIT(TAG_DETAIL), true},
};

static bool
fields_fit(const struct message *m)
{
	const struct kind_rule *rule;
	uint64_t present = 0, must, may;

	if (m->kind == 0 || m->kind >= KIND_COUNT || m->status >= STATUS_COUNT)
		return false;
	rule = &kind_rules[m->kind];
	if (!rule->reply && m->status != STATUS_OK)
		return false;
	must = m->status == STATUS_OK ? rule->must : 0;
	may = m->status == STATUS_OK ?
	    rule->must | rule->may :
	    rule->may & (BIT(TAG_DETAIL) | BIT(TAG_PROFILE));
	for (unsigned tag = 1; tag < TAG_COUNT; tag++) {
		if (m->field[tag].p == NULL)
			continue;
		if (!field_valid(tag, m->field[tag]))
			return false;
		present |= BIT(tag);
	}
	return (present & must) == must && (present & ~may) == 0;
}

/* A sticky cursor: reads past the end set bad and yield zeroes. */
struct reader {
	const uint8_t *p, *end;
	bool bad;
};

static uint32_t
rd(struct reader *r, size_t bytes)
{
	uint32_t v = 0;

	if ((size_t)(r->end - r->p) < bytes) {
		r->bad = true;
		return 0;
	}
	while (bytes-- > 0)
		v = v << 8 | *r->p++;
	return v;
}

static struct span
rd_span(struct reader *r, size_t n)
{
	struct span s = {(const char *)r->p, n};

	if ((size_t)(r->end - r->p) < n) {
		r->bad = true;
		return (struct span){NULL, 0};
	}
	r->p += n;
	return s;
}

int
wire_parse(struct message *m, const uint8_t *buf, size_t len)
{
	struct reader r = {buf, buf + len, false};
	struct message got = {0};
	unsigned last = 0;

	if (rd(&r, 4) != MAGIC)
		return -EPROTO;
	got.kind = rd(&r, 1);
	got.status = rd(&r, 1);
	for (uint32_t count = rd(&r, 2); count > 0 && !r.bad; count--) {
		unsigned tag = rd(&r, 1);
		uint32_t zero = rd(&r, 1);
		struct span value = rd_span(&r, rd(&r, 2));

		if (tag <= last || tag >= TAG_COUNT || zero != 0)
			return -EPROTO;
		got.field[tag] = value;
		last = tag;
	}
	if (r.bad || r.p != r.end || !fields_fit(&got))
		return -EPROTO;
	*m = got;
	return 0;
}

static uint8_t *
wr(uint8_t *p, uint32_t v, size_t bytes)
{
	while (bytes-- > 0)
		*p++ = (uint8_t)(v >> (8 * bytes));
	return p;
}

int
wire_encode(const struct message *m, uint8_t *buf, size_t cap)
{
	size_t size = 8;
	uint32_t count = 0;
	uint8_t *p = buf;

	if (!fields_fit(m))
		return -EPROTO;
	for (unsigned tag = 1; tag < TAG_COUNT; tag++) {
		if (m->field[tag].p == NULL)
			continue;
		size += 4 + m->field[tag].n;
		count++;
	}
	if (size > cap || size > MESSAGE_MAX)
		return -EMSGSIZE;
	p = wr(p, MAGIC, 4);
	p = wr(p, m->kind, 1);
	p = wr(p, m->status, 1);
	p = wr(p, count, 2);
	for (unsigned tag = 1; tag < TAG_COUNT; tag++) {
		const struct span *f = &m->field[tag];

		if (f->p == NULL)
			continue;
		p = wr(p, tag, 1);
		p = wr(p, 0, 1);
		p = wr(p, (uint32_t)f->n, 2);
		memcpy(p, f->p, f->n);
		p += f->n;
	}
	return (int)size;
}
