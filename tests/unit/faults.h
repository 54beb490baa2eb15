/* What config_check() says of a text: the first error, and how many. */

#ifndef TESTS_UNIT_FAULTS_H
#define TESTS_UNIT_FAULTS_H

#include "tests/unit/unit.h"

#include <stdlib.h>
#include <string.h>

#include "common/check.h"

#define BASE "[profile p]\ncredential_source = UserKey\nregion = eu-west-1\n"
#define ROLE "role_arn = arn:aws:iam::123456789012:role/x\n"
#define USES_P "[rule]\nprofile = p\n"

struct heard {
	unsigned count;
	struct config_error first;
};

static void
hear(void *ctx, const struct config_error *e)
{
	struct heard *h = ctx;

	if (h->count++ == 0)
		h->first = *e;
}

static inline struct heard
check(struct span config)
{
	struct heard h = {0};
	struct sections all;
	unsigned count = config_check(&all, config, hear, &h);

	assert_int_equal(count, h.count);
	assert_int_equal(config_check(&all, config, NULL, NULL), count);
	return h;
}

struct fault {
	const char *why, *text;
	unsigned count, line;
	const char *what, *offending;
};

static inline void
assert_faults(const struct fault *t, size_t rows)
{
	for (size_t i = 0; i < rows; i++) {
		struct heard h = check(span_of(t[i].text));

		if (h.count != t[i].count || h.first.line != t[i].line ||
		    strcmp(h.first.what, t[i].what) != 0 ||
		    h.first.text.n != strlen(t[i].offending) ||
		    (h.first.text.n > 0 &&
			memcmp(h.first.text.p, t[i].offending,
			    h.first.text.n) != 0))
			fail_msg("%s: %u errors, line %u: %s: \"%.*s\"",
			    t[i].why, h.count, h.first.line,
			    h.count == 0 ? "-" : h.first.what,
			    (int)h.first.text.n, h.first.text.p);
	}
}

#endif
