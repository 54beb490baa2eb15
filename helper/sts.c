/* Judging answers; pure. */

#include "helper/expiry.h"
#include "helper/identity.h"
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
check_field(enum tag tag, struct span value, struct verdict *v)
{
	const char *name = field_rule(tag)->name;

	if (value.p == NULL)
		return verdict_set(
		    v, STATUS_UNAVAILABLE, "the answer of STS has no %s", name);
	if (!field_valid(tag, value))
		return verdict_set(v, STATUS_UNAVAILABLE,
		    "the answer of STS has a malformed %s", name);
	return 0;
}

static int
take_field(
    struct credentials *c, enum tag tag, struct span value, struct verdict *v)
{
	if (check_field(tag, value, v) < 0)
		return -1;
	(void)credentials_set(c, tag, value);
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
has_one(const struct sts_answer *a, enum sts_leaf first, enum sts_leaf last)
{
	for (int i = (int)first; i <= (int)last; i++)
		if (a->leaf[i].p != NULL)
			return true;
	return false;
}

static int
not_sts(const struct http_answer *h, struct verdict *v)
{
	return verdict_set(
	    v, STATUS_UNAVAILABLE, "HTTP %ld, not an answer of STS", h->status);
}

static const char *
read_body(struct sts_answer *a, struct span body)
{
	/* By the first byte that says something: front ends lie about the
	 * type. */
	return body.n == 0   ? "not an answer of STS" :
	    body.p[0] == '{' ? sts_json_read(a, body) :
	    body.p[0] == '<' ? sts_xml_read(a, body) :
			       "not an answer of STS";
}

/* 0 when it is no refusal; what it says is to be judged yet. */
static int
read_answer(struct sts_answer *a, const struct http_answer *h,
    const char *action, struct span code, int64_t now, struct verdict *v)
{
	static const enum sts_leaf told[] = {
	    LEAF_CODE, LEAF_MESSAGE, LEAF_REQUEST_ID};
	const char *wrong;

	if (h->status >= 300 && h->status <= 399)
		return verdict_set(v, STATUS_UNAVAILABLE,
		    "HTTP %ld: redirect refused", h->status);
	sts_answer_start(a, action);
	wrong = read_body(a, sts_answer_trim(h->body));
	if (wrong != NULL)
		return verdict_set(
		    v, STATUS_UNAVAILABLE, "HTTP %ld, %s", h->status, wrong);
	if (a->leaf[LEAF_REQUEST_ID].p == NULL)
		(void)sts_answer_add(
		    a, LEAF_REQUEST_ID, span_of(h->request_id));
	/* STS quotes what it finds wrong; the log is no place for a code. */
	for (size_t i = 0; i < sizeof(told) / sizeof(told[0]); i++)
		sts_answer_mask(a, told[i], code);
	if (a->leaf[LEAF_CODE].n > 0)
		return judge_error(a, h, code.p != NULL, now, v);
	return h->status == 200 ? 0 : not_sts(h, v);
}

int
sts_judge(struct credentials *c, const struct http_answer *h,
    const char *action, struct span code, int64_t now, struct verdict *v)
{
	struct sts_answer a = {0};
	int r;

	credentials_wipe(c);
	r = read_answer(&a, h, action, code, now, v);
	if (r == 0)
		r = has_one(&a, LEAF_ACCESS_KEY_ID, LEAF_EXPIRATION) ?
		    take_credentials(c, &a, code, now, v) :
		    not_sts(h, v);
	sts_answer_wipe(&a);
	return r;
}

static int
take_identity(
    struct identity *id, const struct sts_answer *a, struct verdict *v)
{
	const struct span *leaf = a->leaf;

	if (check_field(TAG_ARN, leaf[LEAF_ARN], v) < 0 ||
	    check_field(TAG_ACCOUNT, leaf[LEAF_ACCOUNT], v) < 0 ||
	    check_field(TAG_USER_ID, leaf[LEAF_USER_ID], v) < 0)
		return -1;
	/* The rooms are the rules' maxima and a NUL. */
	(void)span_copy(id->arn, sizeof(id->arn), leaf[LEAF_ARN]);
	(void)span_copy(id->account, sizeof(id->account), leaf[LEAF_ACCOUNT]);
	(void)span_copy(id->user_id, sizeof(id->user_id), leaf[LEAF_USER_ID]);
	return 0;
}

int
sts_judge_identity(struct identity *id, const struct http_answer *h,
    int64_t now, struct verdict *v)
{
	struct sts_answer a = {0};
	int r =
	    read_answer(&a, h, IDENTITY_ACTION, (struct span){NULL, 0}, now, v);

	if (r == 0)
		r = has_one(&a, LEAF_ARN, LEAF_USER_ID) ?
		    take_identity(id, &a, v) :
		    not_sts(h, v);
	sts_answer_wipe(&a);
	return r;
}
