/* Endpoints by hand: the usual ones, and URLs of every shape. */

#include "tests/unit/unit.h"

#include "helper/endpoint.h"

static void
urls_are_taken_apart(void **state)
{
	static const struct {
		const char *reason, *url, *host, *path; /* NULL: refused */
	} t[] = {
	    {"plain", "https://sts.example", "sts.example", "/"},
	    {"a slash", "https://sts.example/", "sts.example", "/"},
	    {"a path", "https://h/a/b", "h", "/a/b"},
	    {"a port", "http://127.0.0.1:8080", "127.0.0.1:8080", "/"},
	    {"https's own port", "https://h:443", "h", "/"},
	    {"http's own port", "http://h:80/", "h", "/"},
	    {"the other's port", "http://h:443/", "h:443", "/"},
	    {"IPv6", "http://[::1]:8080", "[::1]:8080", "/"},
	    {"IPv6 without a port", "https://[2001:db8::1]/", "[2001:db8::1]",
		"/"},
	    {"IPv6 with https's own port", "https://[2001:db8::1]:443",
		"[2001:db8::1]", "/"},
	    {"no host", "https://", NULL, NULL},
	    {"no host but a port", "https://:443/", NULL, NULL},
	    {"another scheme", "ftp://h/", NULL, NULL},
	    {"a user", "https://u@h/", NULL, NULL},
	    {"a query", "https://h/?a=b", NULL, NULL},
	    {"a port that is none", "https://h:x/", NULL, NULL},
	    {"a port too high", "https://h:65536/", NULL, NULL},
	    {"port 0", "https://h:0/", NULL, NULL},
	    {"an encoded host", "https://%41/", NULL, NULL},
	    {"half an address", "https://[::1/", NULL, NULL},
	    {"a line end", "https://h/\r\nX: y", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct endpoint_query q = {.url = span_of(t[i].url)};
		struct endpoint e;
		const char *wrong = endpoint_resolve(&e, &q);

		check_row(t[i].reason, (wrong == NULL) == (t[i].host != NULL));
		if (wrong != NULL)
			continue;
		assert_string_equal(e.host, t[i].host);
		assert_string_equal(e.path, t[i].path);
		assert_string_equal(e.region, "us-east-1");
	}
}

static void
fixed_rows(void **state)
{
	static const struct {
		const char *reason, *region;
		bool fips, dualstack, global;
		const char *host, *signing; /* NULL: refused */
	} t[] = {
	    {"regional", "eu-west-1", false, false, false,
		"sts.eu-west-1.amazonaws.com", "eu-west-1"},
	    {"legacy", "eu-west-1", false, false, true, "sts.amazonaws.com",
		"us-east-1"},
	    {"legacy, of a newer region", "eu-south-1", false, false, true,
		"sts.eu-south-1.amazonaws.com", "eu-south-1"},
	    {"FIPS", "us-east-1", true, false, true,
		"sts-fips.us-east-1.amazonaws.com", "us-east-1"},
	    {"FIPS in us-gov", "us-gov-west-1", true, false, false,
		"sts.us-gov-west-1.amazonaws.com", "us-gov-west-1"},
	    {"China", "cn-north-1", false, false, false,
		"sts.cn-north-1.amazonaws.com.cn", "cn-north-1"},
	    {"not a label", "eu.west", false, false, false, NULL, NULL},
	    {"a path", "eu/../x", false, false, false, NULL, NULL},
	    {"a dash first", "-eu", false, false, false, NULL, NULL},
	    {"nothing", "", false, false, false, NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct endpoint_query q = {.region = span_of(t[i].region),
		    .fips = t[i].fips,
		    .dualstack = t[i].dualstack,
		    .global = t[i].global};
		struct endpoint e;
		const char *wrong = endpoint_resolve(&e, &q);

		check_row(t[i].reason, (wrong == NULL) == (t[i].host != NULL));
		if (wrong != NULL)
			continue;
		assert_string_equal(e.host, t[i].host);
		assert_string_equal(e.region, t[i].signing);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fixed_rows),
	    cmocka_unit_test(urls_are_taken_apart),
	};

	return cmocka_run_group_tests_name("endpoint", tests, NULL, NULL);
}
