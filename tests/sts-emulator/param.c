/*
 * Validates parameters before any of them means anything, as STS does, and
 * words the complaints like STS. Lengths count UTF-16 units.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>
#include <wctype.h>

#include <json-c/printbuf.h>

#include "outcome.h"
#include "param.h"
#include "request.h"

struct constraint {
	size_t min, max;
	bool (*admits)(wint_t);
	const char *pattern;
};

static bool
is_word(wint_t c)
{
	return c < 0x80 && (c == '_' || iswalnum(c));
}

static bool
is_any_of(wint_t c, const char *set)
{
	return c != 0 && c < 0x80 && strchr(set, (int)c) != NULL;
}

static bool
arn_admits(wint_t c)
{
	return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0x7e) ||
	    c == 0x85 || c >= 0xa0;
}

static bool
name_admits(wint_t c)
{
	return is_word(c) || is_any_of(c, "+=,.@-");
}

static bool
external_id_admits(wint_t c)
{
	return name_admits(c) || is_any_of(c, ":/");
}

static bool
digit_admits(wint_t c)
{
	return c >= '0' && c <= '9';
}

static bool
policy_admits(wint_t c)
{
	return c == 9 || c == 10 || c == 13 || (c >= 0x20 && c <= 0xff);
}

static bool
tag_admits(wint_t c)
{
	if (c < 0x80)
		return is_word(c) || is_any_of(c, " .:/=+-@");
	return c == 0xa0 || iswalnum(c) || iswspace(c);
}

#define NAME_PATTERN "[\\w+=,.@-]*"
#define TAG_CLASS "[\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]"

static const struct constraint constraints[] = {
    [PARAM_ARN] = {20, 2048, arn_admits,
	"[\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF"
	"\\uE000-\\uFFFD\\u10000-\\u10FFFF]+"},
    [PARAM_SESSION_NAME] = {2, 64, name_admits, NAME_PATTERN},
    [PARAM_SOURCE_IDENTITY] = {2, 64, name_admits, NAME_PATTERN},
    [PARAM_EXTERNAL_ID] = {2, 1224, external_id_admits, "[\\w+=,.@:\\/-]*"},
    [PARAM_SERIAL_NUMBER] = {9, 256, external_id_admits, "[\\w+=/:,.@-]*"},
    [PARAM_TOKEN_CODE] = {6, 6, digit_admits, "[\\d]*"},
    [PARAM_POLICY] = {1, SIZE_MAX, policy_admits,
	"[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+"},
    [PARAM_TAG_KEY] = {1, 128, tag_admits, TAG_CLASS "+"},
    [PARAM_TAG_VALUE] = {0, 256, tag_admits, TAG_CLASS "*"},
    [PARAM_ACCESS_KEY_ID] = {16, 128, is_word, "[\\w]*"},
    [PARAM_CONTEXT] = {4, 2048, arn_admits, "[\\s\\S]*"},
};

int
param_begin(struct param_verdict *v)
{
	*v = (struct param_verdict){.text = printbuf_new()};
	return v->text == NULL ? -1 : 0;
}

static void
text_append(struct printbuf *out, const char *s)
{
	printbuf_memappend(out, s, (int)strlen(s));
}

void
param_complain(struct param_verdict *v, const char *value, const char *field,
    const char *constraint)
{
	text_append(v->text, v->count++ == 0 ? "Value " : "; Value ");
	if (value != NULL)
		text_append(v->text, "'");
	text_append(v->text, value == NULL ? "null" : value);
	text_append(v->text, value == NULL ? " at '" : "' at '");
	text_append(v->text, field);
	text_append(v->text, "' failed to satisfy constraint: Member must ");
	text_append(v->text, constraint);
}

/* Counts UTF-16 units; *ok tells whether every character is admitted. */
static size_t
value_measure(const char *value, const struct constraint *c, bool *ok)
{
	mbstate_t state = {0};
	size_t units = 0, left = strlen(value), n;
	wchar_t w;

	*ok = true;
	for (; left > 0; value += n, left -= n) {
		n = mbrtowc(&w, value, left, &state);
		if (n == (size_t)-1 || n == (size_t)-2) {
			*ok = false;
			return units + left;
		}
		units += w > 0xffff ? 2 : 1;
		*ok = *ok && c->admits((wint_t)w);
	}
	return units;
}

void
param_check(struct param_verdict *v, enum param_kind kind, const char *field,
    const char *value)
{
	const struct constraint *c = &constraints[kind];
	char text[256];
	size_t units;
	bool ok;

	if (value == NULL) {
		param_complain(v, NULL, field, "not be null");
		return;
	}
	units = value_measure(value, c, &ok);
	if (!ok) {
		snprintf(text, sizeof(text),
		    "satisfy regular expression pattern: %s", c->pattern);
		param_complain(v, value, field, text);
	}
	if (units < c->min) {
		snprintf(text, sizeof(text),
		    "have length greater than or equal to %zu", c->min);
		param_complain(v, value, field, text);
	}
	if (units > c->max) {
		snprintf(text, sizeof(text),
		    "have length less than or equal to %zu", c->max);
		param_complain(v, value, field, text);
	}
}

const char *
param_optional(struct param_verdict *v, const struct request *req,
    enum param_kind kind, const char *wire, const char *field)
{
	const char *value = request_param(req, wire);

	if (value != NULL)
		param_check(v, kind, field, value);
	return value;
}

/* Signs and leading zeros pass; blanks, fractions and 33 bits do not. */
static bool
integer_read(const char *s, long *out)
{
	const char *digits = s + (*s == '+' || *s == '-');

	if (*digits == '\0' || digits[strspn(digits, "0123456789")] != '\0')
		return false;
	*out = strtol(s, NULL, 10);
	return *out >= INT32_MIN && *out <= INT32_MAX;
}

int
param_integer(struct param_verdict *v, const struct request *req,
    const char *wire, const char *field, long min, long max, long *out)
{
	const char *value = request_param(req, wire);
	char text[96];
	long number;

	if (value == NULL)
		return 0;
	if (!integer_read(value, &number)) {
		v->malformed = true;
		return -1;
	}
	if (number >= min && number <= max) {
		*out = number;
		return 1;
	}
	snprintf(text, sizeof(text), "have value %s than or equal to %ld",
	    number < min ? "greater" : "less", number < min ? min : max);
	param_complain(v, value, field, text);
	return -1;
}

int
param_end(struct param_verdict *v, struct outcome *o)
{
	int r = 0;

	if (v->malformed)
		r = outcome_fail(o, 400, "MalformedInput", "%s", "");
	else if (v->count > 0)
		r = outcome_fail(o, 400, "ValidationError",
		    "%u validation error%s detected: %s", v->count,
		    v->count == 1 ? "" : "s", v->text->buf);
	printbuf_free(v->text);
	return r;
}
