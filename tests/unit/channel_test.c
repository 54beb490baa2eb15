/* What a reply carries to the module, whatever it was composed from. */

#include "tests/unit/unit.h"

#include <sys/socket.h>

#include <string.h>
#include <unistd.h>

#include "helper/channel.h"
#include "helper/verdict.h"

static void
details_are_printable(void **state)
{
	static const struct {
		const char *reason, *detail, *want; /* NULL: no detail */
		const char *profile;
	} t[] = {
	    {"as it is", "a ~ b", "a ~ b", NULL},
	    {"an escape sequence, UTF-8", "\x1b[1m\xc3\xa9", "?[1m??", "prod"},
	    {"a second line", "a\nb\t\x7f", "a?b??", NULL},
	    {"empty", "", NULL, "prod"},
	};
	int fds[2], was = dup(STDIN_FILENO);

	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_SEQPACKET, 0, fds), 0);
	assert_int_equal(dup2(fds[1], STDIN_FILENO), STDIN_FILENO);
	for (size_t i = 0; i < COUNT(t); i++) {
		uint8_t buf[MESSAGE_MAX];
		struct message m;
		struct verdict v = {0};
		ssize_t n;

		verdict_set(&v, STATUS_CONFIG, "%s", t[i].detail);
		check_row(t[i].reason,
		    channel_reply(KIND_CREDENTIALS, v.status, v.detail,
			span_of(t[i].profile)) == 0);
		n = recv(fds[0], buf, sizeof(buf), 0);
		check_row(
		    t[i].reason, n > 0 && wire_parse(&m, buf, (size_t)n) == 0);
		check_row(t[i].reason,
		    t[i].want == NULL ?
			m.field[TAG_DETAIL].p == NULL :
			span_is(m.field[TAG_DETAIL], t[i].want));
		check_row(t[i].reason,
		    t[i].profile == NULL ?
			m.field[TAG_PROFILE].p == NULL :
			span_is(m.field[TAG_PROFILE], t[i].profile));
	}
	dup2(was, STDIN_FILENO);
	close(was);
	close(fds[0]);
	close(fds[1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(details_are_printable),
	};

	return cmocka_run_group_tests_name("channel", tests, NULL, NULL);
}
