/* The parts of a session's files, and how long credentials last. */

#include "tests/unit/unit.h"

#include "cli/expiry.c"
#include "cli/paragraph.c"

static void
test_paragraph(void **state)
{
	static const struct {
		const char *why, *text, *name, *found; /* NULL: absent */
	} t[] = {
	    {"the lines behind it", "[a]\nk = 1\n[b]\nk = 2\n", "b", "k = 2\n"},
	    {"and none of the next", "[a]\nk = 1\n\n# x\n[b]\n", "a",
		"k = 1\n"},
	    {"those before the first", "k = 0\n[a]\nk = 1\n", NULL, "k = 0\n"},
	    {"there are none before", "[a]\nk = 1\n", NULL, ""},
	    {"a text without sections", "k = 0\n", NULL, "k = 0\n"},
	    {"no text", "", NULL, ""},
	    {"no such section", "[a]\nk = 1\n", "b", NULL},
	    {"part of a name", "[ab]\nk = 1\n", "a", NULL},
	    {"two words are another name", "[a b]\nk = 1\n", "a", NULL},
	    {"two of a name", "[a]\nk = 1\n[b]\n[a]\nk = 2\n", "a", NULL},
	    {"one behind the other", "[a]\n[a]\n", "a", NULL},
	    {"the last line, empty", "[a]\n", "a", ""},
	    {"the last line, without its end", "k = 0\n[a]", "a", ""},
	    {"a line without its end", "[a]\nk = 1", "a", "k = 1"},
	    {"a line that is none stays", "[a]\nx\n[b]\n", "a", "x\n"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct span got =
		    paragraph_find(span_of(t[i].text), span_of(t[i].name));

		check_row(t[i].why,
		    t[i].found == NULL ? got.p == NULL :
					 span_is(got, t[i].found));
	}
}

static void
test_expiry(void **state)
{
	static const struct {
		const char *text;
		long left;
	} t[] = {{"2001-11-21T18:00:00Z", 0}, {"2026-13-21T18:00:00Z", -1},
	    {"2026-11-21T18:00:00", -1}, {"2026-11-21T18:00:00ZZ", -1},
	    {"2026-11-21 18:00:00Z", -1}, {"2026-11-21T8:00:00Z", -1}, {"", -1},
	    {NULL, -1}};
	char text[32];
	time_t then = time(NULL) + 86400;
	struct tm tm;
	long left;

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].text == NULL ? "absent" : t[i].text,
		    expiry_left(span_of(t[i].text)) == t[i].left);
	strftime(
	    text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&then, &tm));
	left = expiry_left(span_of(text));
	assert_true(left > 0 && left <= 86400);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_paragraph),
	    cmocka_unit_test(test_expiry),
	};

	return cmocka_run_group_tests_name("cli_paragraph", tests, NULL, NULL);
}
