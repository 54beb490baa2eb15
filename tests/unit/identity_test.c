/*
 * Whose a key is: the call, its answers in every dialect, and that it is sent
 * without anybody being waited for.
 */

#include "tests/unit/unit.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/wait.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "helper/identity.h"
#include "helper/planning.h"
#include "helper/sts.h"
#include "helper/transport.h"
#include "tests/unit/sts_bodies.h"

#define ACCOUNT "123456789012"
#define USER_ID "AROAEXAMPLE:alice@web1.0123456789abcdef"
#define ACTION "GetCallerIdentity"
#define IDENTITY_JSON(arn, account, user_id)                          \
	"{\"" ACTION "Result\":{\"Account\":" account ",\"Arn\":" arn \
	",\"UserId\":" user_id "}}"
#define IDENTITY_XML(arn, account, user_id) \
	TAG("Arn", arn) TAG("UserId", user_id) TAG("Account", account)
#define CONFIG                                                    \
	"[profile p]\ncredential_source = UserKey\nmfa = local\n" \
	"timeout = 7\n"

static const struct credentials key = {.access_key_id = KEY,
    .secret_access_key = SECRET,
    .session_token = TOKEN};
static struct request request;

static void
answers(void **state)
{
	static const struct {
		const char *reason;
		long http;
		const char *body;
		enum status status;
		const char *detail; /* a part of it; NULL: an identity */
	} t[] = {
	    {"AWS in JSON", 200,
		"{\"" ACTION
		"Response\":" IDENTITY_JSON(Q(ARN), Q(ACCOUNT), Q(USER_ID)) "}",
		STATUS_OK, NULL},
	    {"AWS in XML", 200,
		XML(ACTION, NS, IDENTITY_XML(ARN, ACCOUNT, USER_ID)), STATUS_OK,
		NULL},
	    {"one wrapping less", 200,
		IDENTITY_JSON(Q(ARN), Q(ACCOUNT), Q(USER_ID)), STATUS_OK, NULL},
	    {"no arn", 200, IDENTITY_JSON("null", Q(ACCOUNT), Q(USER_ID)),
		STATUS_UNAVAILABLE, "has no arn"},
	    {"no account", 200, IDENTITY_JSON(Q(ARN), "null", Q(USER_ID)),
		STATUS_UNAVAILABLE, "has no account"},
	    {"no user id", 200, IDENTITY_JSON(Q(ARN), Q(ACCOUNT), "null"),
		STATUS_UNAVAILABLE, "has no user id"},
	    {"a newline in the arn", 200,
		IDENTITY_JSON(Q(ARN "\\nx"), Q(ACCOUNT), Q(USER_ID)),
		STATUS_UNAVAILABLE, "a malformed arn"},
	    {"a short account", 200,
		IDENTITY_JSON(Q(ARN), Q("1234"), Q(USER_ID)),
		STATUS_UNAVAILABLE, "a malformed account"},
	    {"an account that is a number", 200,
		IDENTITY_JSON(Q(ARN), ACCOUNT, Q(USER_ID)), STATUS_UNAVAILABLE,
		"wrong type"},
	    {"a blank in the user id", 200,
		IDENTITY_JSON(Q(ARN), Q(ACCOUNT), Q("a b")), STATUS_UNAVAILABLE,
		"a malformed user id"},
	    {"another action's answer", 200, GOOD_JSON("1768482000"),
		STATUS_UNAVAILABLE, "HTTP 200, not an answer of STS"},
	    {"with an error's status", 500,
		IDENTITY_JSON(Q(ARN), Q(ACCOUNT), Q(USER_ID)),
		STATUS_UNAVAILABLE, "HTTP 500, not an answer of STS"},
	    {"a redirect", 302, IDENTITY_JSON(Q(ARN), Q(ACCOUNT), Q(USER_ID)),
		STATUS_UNAVAILABLE, "redirect refused"},
	    {"it has expired", 403,
		"{\"Error\":{\"Code\":\"ExpiredToken\",\"Message\":"
		"\"The security token included in the request is expired\"}}",
		STATUS_DENIED,
		"ExpiredToken (HTTP 403): The security token included in the "
		"request is expired"},
	    {"it is none", 403,
		"<ErrorResponse><Error><Code>InvalidClientTokenId</Code>"
		"</Error></ErrorResponse>",
		STATUS_CONFIG, "InvalidClientTokenId (HTTP 403)"},
	    {"there is no such action (Ceph)", 405,
		"<Error><Code>MethodNotAllowed</Code></Error>",
		STATUS_UNAVAILABLE, "MethodNotAllowed (HTTP 405)"},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		const struct http_answer h = {
		    .status = t[i].http, .body = span_of(t[i].body)};
		struct identity id = {"of", "before", "it"};
		struct verdict v = {0};
		int r = sts_judge_identity(&id, &h, NOW, &v);

		if ((r == 0) != (t[i].detail == NULL))
			fail_msg("row \"%s\": %d %s", t[i].reason, r, v.detail);
		check_row(t[i].reason, v.status == t[i].status);
		if (r < 0 && strstr(v.detail, t[i].detail) == NULL)
			fail_msg("row \"%s\": %s", t[i].reason, v.detail);
		check_row(
		    t[i].reason, strcmp(id.arn, r == 0 ? ARN : "of") == 0);
		check_row(t[i].reason,
		    strcmp(id.account, r == 0 ? ACCOUNT : "before") == 0);
		check_row(t[i].reason,
		    strcmp(id.user_id, r == 0 ? USER_ID : "it") == 0);
	}
}

static void
profile_of(struct profile *p, const char *config)
{
	struct verdict v = {0};

	if (planning_find(p, span_of(config), span_of("p"), &v) < 0)
		fail_msg("%s", v.detail);
}

static void
the_call(void **state)
{
	struct verdict v = {0};
	struct profile p;

	(void)state;
	profile_of(&p, CONFIG "region = eu-west-1\n");
	assert_int_equal(identity_compose(&request, &key, &p, &v), 0);
	assert_string_equal(
	    request.body.p, "Action=" ACTION "&Version=2011-06-15");
	assert_string_equal(
	    request.endpoint.url, "https://sts.eu-west-1.amazonaws.com/");
	assert_string_equal(request.endpoint.region, "eu-west-1");
	assert_string_equal(request.token_line, "X-Amz-Security-Token: " TOKEN);
	assert_ptr_equal(request.key, &key);
	assert_false(request.has_code);
	p.value[KEY_REGION] = (struct span){NULL, 0};
	assert_int_equal(identity_compose(&request, &key, &p, &v), -1);
	assert_int_equal(v.status, STATUS_CONFIG);
	assert_string_equal(
	    v.detail, "profile p: neither region nor endpoint_url is set");
}

/* Plays STS once: a child, until it has answered. */
static pid_t
answer_once(int *port)
{
	static const char answer[] =
	    "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" IDENTITY_JSON(
		Q(ARN), Q(ACCOUNT), Q(USER_ID));
	struct sockaddr_in a = {
	    .sin_family = AF_INET, .sin_addr = {htonl(INADDR_LOOPBACK)}};
	socklen_t n = sizeof(a);
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char asked[4096] = "";
	size_t got = 0;
	pid_t pid;

	assert_int_equal(bind(fd, (struct sockaddr *)&a, n), 0);
	assert_int_equal(listen(fd, 4), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
	*port = ntohs(a.sin_port);
	if ((pid = fork()) != 0) {
		close(fd);
		return pid;
	}
	alarm(20);
	fd = accept(fd, NULL, NULL);
	while (strstr(asked, "Version=2011-06-15") == NULL) {
		ssize_t r = read(fd, asked + got, sizeof(asked) - 1 - got);

		if (r <= 0)
			_exit(1);
		got += (size_t)r;
	}
	_exit(write(fd, answer, strlen(answer)) != (ssize_t)strlen(answer));
}

static void
nobody_is_waited_for(void **state)
{
	static struct transport transport;
	struct identity id;
	struct http_answer answer;
	struct verdict v = {0};
	struct profile p;
	char config[256];
	int silent[2], port, status;
	pid_t pid = answer_once(&port);

	(void)state;
	alarm(20);
	assert_int_equal(pipe(silent), 0);
	snprintf(config, sizeof(config),
	    CONFIG "endpoint_url = http://127.0.0.1:%d/\n", port);
	profile_of(&p, config);
	transport_settle(&transport, &p);
	assert_int_equal(identity_compose(&request, &key, &p, &v), 0);
	assert_int_equal(
	    transport_start(&transport, silent[0], NULL, NULL, &v), 0);
	assert_true(transport.gate.open);
	assert_true(gate_remaining(&transport.gate) <= 7000);
	if (http_exchange(&request, &answer, &v) != HTTP_DONE)
		fail_msg("%s", v.detail);
	assert_int_equal(sts_judge_identity(&id, &answer, NOW, &v), 0);
	assert_string_equal(id.arn, ARN);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	alarm(0);
}

/* What a profile says arrives; the gate of a login stays closed. */
static void
a_transport_is_as_the_profile_says(void **state)
{
	static struct transport transport;
	struct profile p;

	(void)state;
	profile_of(&p,
	    CONFIG "proxy = http://proxy.test:3128\nca_file = /etc/ca.pem\n"
		   "ca_path = /etc/ca\nconnect_timeout = 3\n"
		   "region = eu-west-1\n");
	transport_settle(&transport, &p);
	assert_string_equal(transport.http.proxy, "http://proxy.test:3128");
	assert_string_equal(transport.http.ca_file, "/etc/ca.pem");
	assert_string_equal(transport.http.ca_path, "/etc/ca");
	assert_int_equal(transport.http.connect_timeout, 3);
	assert_int_equal(transport.gate.timeout, 7);
	assert_false(transport.gate.open);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(answers),
	    cmocka_unit_test(the_call),
	    cmocka_unit_test(nobody_is_waited_for),
	    cmocka_unit_test(a_transport_is_as_the_profile_says),
	};

	return cmocka_run_group_tests_name("identity", tests, NULL, NULL);
}
