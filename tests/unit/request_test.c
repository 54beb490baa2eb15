/* The largest request there is can be signed. */

#include "tests/unit/unit.h"

#include <string.h>

#include "helper/request.h"

static struct credentials key = {.access_key_id = "ASIAIOSFODNN7EXAMPLE",
    .secret_access_key = "secret"};
static struct request request;

static int
seal(size_t token, size_t path)
{
	int r;

	memset(key.session_token, 't', token);
	key.session_token[token] = '\0';
	request_start(&request, &key);
	request.endpoint = (struct endpoint){
	    .host = "sts.amazonaws.com", .region = "us-east-1", .path = "/"};
	/* A byte that is encoded takes three. */
	memset(request.endpoint.path + 1, ':', path - 1);
	buffer_text(&request.body, "Action=x");
	r = request_finish(&request);
	if (r == 0)
		r = request_seal(&request, 1768478400);
	request_wipe(&request);
	return r;
}

static void
the_largest_fits(void **state)
{
	(void)state;
	assert_int_equal(seal(0, 1), 0);
	assert_int_equal(seal(sizeof(key.session_token) - 1,
			     sizeof(request.endpoint.path) - 1),
	    0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_largest_fits),
	};

	return cmocka_run_group_tests_name("request", tests, NULL, NULL);
}
