/* Judging answers; pure. */

#include "helper/expiry.h"
#include "helper/sts.h"
#include "helper/sts_error.h"
#include "helper/sts_json.h"
#include "helper/sts_xml.h"

static int
judge_error(const struct sts_answer *a, const struct http_answer *h,
    bool with_code, int64_t now, struct verdict *v)
{
	const struct sts_error e = {.http = h->status,
	    .code = a->leaf[LEAF_CODE],
	    .message = a->leaf[LEAF_MESSAGE],
	    .request_id = a->leaf[LEAF_REQUEST_ID],
	    .with_code = with_code,
	    .has_skew = h->date != 0,
	    .skew = h->date - now};

	sts_error_judge(v, &e);
	return -1;
}

static int
take_field(
    struct credentials *c, enum tag tag, struct span value, struct verdict *v)
{
	const char *name = field_rule(tag)->name;

	if (value.p == NULL)
		return verdict_set(
		    v, STATUS_UNAVAILABLE, "the answer of STS has no %s", name);
	if (!credentials_set(c, tag, value))
		return verdict_set(v, STATUS_UNAVAILABLE,
		    "the answer of STS has a malformed %s", name);
	return 0;
}

static int
take_expiration(struct credentials *c, struct sts_answer *a, struct span code,
    int64_t now, struct verdict *v)
{
	struct span value = a->leaf[LEAF_EXPIRATION];
	char text[EXPIRY_LENGTH + 1];
	const char *wrong;

	if (value.p != NULL &&
	    (wrong = expiry_normalise(text, value, now)) != NULL) {
		/* Not before: a good one may hold the digits by chance. */
		sts_answer_mask(a, LEAF_EXPIRATION, code);
		return verdict_set(v, STATUS_UNAVAILABLE,
		    "the expiration in the answer of STS %s: %.*s", wrong,
		    value.n > 40 ? 40 : (int)value.n, value.p);
	}
	return take_field(
	    c, TAG_EXPIRATION, value.p == NULL ? value : span_of(text), v);
}

static int
take_credentials(struct credentials *c, struct sts_answer *a, struct span code,
    int64_t now, struct verdict *v)
{
	const struct span *leaf = a->leaf;

	if (take_field(c, TAG_ACCESS_KEY_ID, leaf[LEAF_ACCESS_KEY_ID], v) ==
		0 &&
	    take_field(c, TAG_SECRET_ACCESS_KEY, leaf[LEAF_SECRET_ACCESS_KEY],
		v) == 0 &&
	    take_field(c, TAG_SESSION_TOKEN, leaf[LEAF_SESSION_TOKEN], v) ==
		0 &&
	    take_expiration(c, a, code, now, v) == 0 &&
	    (leaf[LEAF_ARN].p == NULL ||
		take_field(c, TAG_ARN, leaf[LEAF_ARN], v) == 0))
		return 0;
	credentials_wipe(c);
	return -1;
}

static bool
has_key(const struct sts_answer *a)
{
	for (int i = LEAF_ACCESS_KEY_ID; i <= LEAF_EXPIRATION; i++)
		if (a->leaf[i].p != NULL)
			return true;
	return false;
}

static int
judge_parsed(struct credentials *c, struct sts_answer *a,
    const struct http_answer *h, struct span code, int64_t now,
    struct verdict *v)
{
	static const enum sts_leaf told[] = {
	    LEAF_CODE, LEAF_MESSAGE, LEAF_REQUEST_ID};

	/* STS quotes what it finds wrong; the log is no place for a code. */
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		sts_answer_mask(a, told[i], code);
	if (a->leaf[LEAF_CODE].n > 0)
		return judge_error(a, h, code.p != NULL, now, v);
	if (h->status != 200 || !has_key(a))
		return verdict_set(v, STATUS_UNAVAILABLE,
		    "HTTP %ld, not an answer of STS", h->status);
	return take_credentials(c, a, code, now, v);
}

int
sts_judge(struct credentials *c, const struct http_answer *h,
    const char *action, struct span code, int64_t now, struct verdict *v)
{
	struct span body = sts_answer_trim(h->body);
	struct sts_answer a = {0};
	const char *wrong;
	int r;

	credentials_wipe(c);
	if (h->status >= 300 && h->status <= 399)
		return verdict_set(v, STATUS_UNAVAILABLE,
		    "HTTP %ld: redirect refused", h->status);
	sts_answer_start(&a, action);
	/* By the first byte that says something: front ends lie about the
	 * type. */
	wrong = body.n == 0  ? "not an answer of STS" :
	    body.p[0] == '{' ? sts_json_read(&a, body) :
	    body.p[0] == '<' ? sts_xml_read(&a, body) :
			       "not an answer of STS";
	if (wrong != NULL)
		r = verdict_set(
		    v, STATUS_UNAVAILABLE, "HTTP %ld, %s", h->status, wrong);
	else {
		if (a.leaf[LEAF_REQUEST_ID].p == NULL)
			(void)sts_answer_add(
			    &a, LEAF_REQUEST_ID, span_of(h->request_id));
		r = judge_parsed(c, &a, h, code, now, v);
	}
	sts_answer_wipe(&a);
	return r;
}
