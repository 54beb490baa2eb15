/* Bodies that are cut, endless, or made to take memory. */

#include "tests/unit/unit.h"

#include <sys/resource.h>
#include <sys/wait.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "helper/sts.h"
#include "tests/unit/sts_bodies.h"

#define MIB (1024 * 1024)

static int
judge(struct span body, struct verdict *v)
{
	static struct credentials got;
	const struct http_answer h = {.status = 200, .body = body};
	const struct span none = {NULL, 0};

	return sts_judge(&got, &h, "GetSessionToken", none, NOW, v);
}

/* A body at the limit of http.h must not take memory or time out of bounds. */
static void
large_bodies(void **state)
{
	static char room[HTTP_BODY_MAX];
	static const struct {
		const char *reason, *head;
		char fill;
	} t[] = {
	    {"blanks", "", ' '},
	    {"an open string", "{\"GetSessionTokenResponse\":\"", 'x'},
	    {"open lists", "{\"a\":", '['},
	    {"an endless element",
		"<GetSessionTokenResponse><GetSessionToken"
		"Result><Credentials><SessionToken>",
		'x'},
	    {"NUL", "", '\0'},
	};
	struct verdict v = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		memset(room, t[i].fill, sizeof(room));
		memcpy(room, t[i].head, strlen(t[i].head));
		check_row(t[i].reason,
		    judge((struct span){room, sizeof(room)}, &v) == -1);
		check_row(t[i].reason, v.status == STATUS_UNAVAILABLE);
	}
}

/* Every prefix of a good answer is no answer. */
static void
cut_anywhere(void **state)
{
	static const char *const whole[] = {
	    GOOD_JSON("1768482000"), XML("GetSessionToken", NS, GOOD)};
	struct verdict v = {0};

	(void)state;
	for (size_t i = 0; i < COUNT(whole); i++)
		for (size_t n = 0; n < strlen(whole[i]); n++) {
			char *exact = malloc(n + 1);

			assert_non_null(exact);
			memcpy(exact, whole[i], n);
			assert_int_equal(
			    judge((struct span){exact, n}, &v), -1);
			free(exact);
		}
}

/* Bytes of address space that this process has. */
static rlim_t
address_space(void)
{
	unsigned long pages = 0;
	FILE *f = fopen("/proc/self/statm", "r");

	assert_non_null(f);
	assert_int_equal(fscanf(f, "%lu", &pages), 1);
	fclose(f);
	return pages * (rlim_t)sysconf(_SC_PAGESIZE);
}

/* The smallest objects there are, in as large a body as is taken: read to
 * its end, and found to be no answer, with 64 MiB more than there were. */
static void
many_objects(void **state)
{
	static char room[HTTP_BODY_MAX];
	static const char head[] = "{\"a\":[{}";
	size_t n = strlen(head);
	struct rlimit limit;
	struct verdict v = {0};
	int status;
	pid_t pid;

	(void)state;
#ifdef __SANITIZE_ADDRESS__
	print_message("AddressSanitizer takes more memory than this allows\n");
	skip();
#endif
	memcpy(room, head, n);
	for (; n + 5 <= sizeof(room); n += 3)
		memcpy(room + n, ",{}", 3);
	memcpy(room + n, "]}", 2);
	n += 2;
	if ((pid = fork()) == 0) {
		limit.rlim_cur = limit.rlim_max = address_space() + 64 * MIB;
		if (setrlimit(RLIMIT_AS, &limit) != 0 ||
		    judge((struct span){room, n}, &v) != -1)
			_exit(2);
		_exit(strstr(v.detail, "not an answer of STS") == NULL);
	}
	assert_true(pid > 0);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(large_bodies),
	    cmocka_unit_test(cut_anywhere),
	    cmocka_unit_test(many_objects),
	};

	return cmocka_run_group_tests_name("sts bodies", tests, NULL, NULL);
}
