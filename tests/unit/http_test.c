/*
 * What http.c does when libcurl refuses an option, and when a request cannot
 * be signed.  This program's curl_easy_setopt() stands before libcurl's.
 */

#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <curl/curl.h>

#include "helper/gate.h"
#include "helper/http.h"
#include "helper/request.h"

#undef curl_easy_setopt

static CURLoption refused;

CURLcode
curl_easy_setopt(CURL *c, CURLoption option, ...)
{
	CURLcode (*real)(CURL *, CURLoption, ...);
	CURLcode r;
	va_list ap;

	if (option == refused)
		return CURLE_UNKNOWN_OPTION;
	*(void **)&real = dlsym(RTLD_NEXT, "curl_easy_setopt");
	va_start(ap, option);
	r = option < CURLOPTTYPE_OBJECTPOINT ?
	    real(c, option, va_arg(ap, long)) :
	    real(c, option, va_arg(ap, void *));
	va_end(ap);
	return r;
}

static const struct http_settings settings = {.connect_timeout = 1};
static struct gate gate = {.timeout = 2};
static struct request request;
static struct credentials key;

static int
starts(void)
{
	return http_start(&settings, &gate) == 0;
}

/* A port where connections are made, and nobody speaks. */
static int
listener(void)
{
	struct sockaddr_in a = {
	    .sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t n = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);

	if (bind(fd, (struct sockaddr *)&a, n) != 0 || listen(fd, 4) != 0 ||
	    getsockname(fd, (struct sockaddr *)&a, &n) != 0)
		_exit(9);
	return ntohs(a.sin_port);
}

/* Exchange, and print the verdict: a child's last words. */
static int
exchanges(void)
{
	CURLoption option = refused;
	struct http_answer answer;
	struct verdict v = {0};

	refused = 0;
	if (!starts())
		return 9;
	refused = option;
	request_start(&request, &key);
	snprintf(request.endpoint.url, sizeof(request.endpoint.url),
	    "http://127.0.0.1:%d/", listener());
	strcpy(request.endpoint.host, "sts.test");
	strcpy(request.endpoint.path, "/");
	strcpy(request.endpoint.region, "us-east-1");
	buffer_text(&request.body, "Action=x");
	if (request_finish(&request) != 0)
		return 9;
	if (option == 0) /* one byte more than a secret has */
		memset(
		    key.secret_access_key, 's', sizeof(key.secret_access_key));
	gate.fetch = NULL;
	gate.open = true;
	gate.deadline = INT64_MAX / 2;
	if (http_exchange(&request, &answer, &v) != HTTP_FAILED)
		return 8;
	return strstr(v.detail, "cannot be signed") != NULL ? 2 :
	    strstr(v.detail, "Failed init") != NULL	    ? 1 :
							      7;
}

static int
in_child(int (*run)(void), CURLoption refuse)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		refused = refuse;
		alarm(20);
		_exit(run());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

static void
options_that_must_be(void **state)
{
	static const CURLoption t[] = {CURLOPT_PREREQFUNCTION,
	    CURLOPT_WRITEFUNCTION, CURLOPT_SOCKOPTFUNCTION,
	    CURLOPT_PROTOCOLS_STR, CURLOPT_NOSIGNAL, CURLOPT_FOLLOWLOCATION,
	    CURLOPT_PROXY, CURLOPT_SSL_VERIFYPEER};

	(void)state;
	assert_int_equal(in_child(starts, 0), 1);
	assert_int_equal(in_child(starts, CURLOPT_QUICK_EXIT), 1);
	for (size_t i = 0; i < COUNT(t); i++)
		if (in_child(starts, t[i]) != 0)
			fail_msg("option %d may be missing", (int)t[i]);
}

static void
options_of_a_request(void **state)
{
	static const CURLoption t[] = {CURLOPT_PROTOCOLS_STR, CURLOPT_URL,
	    CURLOPT_HTTPHEADER, CURLOPT_POSTFIELDS, CURLOPT_POSTFIELDSIZE,
	    CURLOPT_FRESH_CONNECT};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++)
		if (in_child(exchanges, t[i]) != 1)
			fail_msg("option %d may be missing", (int)t[i]);
}

static void
what_cannot_be_signed(void **state)
{
	(void)state;
	assert_int_equal(in_child(exchanges, 0), 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(options_that_must_be),
	    cmocka_unit_test(options_of_a_request),
	    cmocka_unit_test(what_cannot_be_signed),
	};

	return cmocka_run_group_tests_name("http", tests, NULL, NULL);
}
