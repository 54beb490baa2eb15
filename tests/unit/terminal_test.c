/*
 * Telling a session's terminals: real ones, with processes of a session and
 * of none on them, and what /proc says of those.
 */

#include "tests/unit/scene.h"

#include <sys/stat.h>

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "pam_sts/process.h"
#include "pam_sts/terminal.h"

#define TEXT "pam_sts: profile \"ops\" expires at 18:00 ~"
#define LINE "\r\n" TEXT "\r\n"
#define END '|'
#define BIT(n) (1u << (n))

/* Did this, and nothing else, come out? */
static bool
shows(const struct terminal *t, const char *want)
{
	const char mark = END;
	char got[4096];
	size_t n = 0;

	assert_int_equal(write(t->slave, &mark, 1), 1);
	while (n == 0 || got[n - 1] != END) {
		ssize_t more = read(t->master, got + n, sizeof(got) - n);

		assert_true(more > 0);
		n += (size_t)more;
	}
	return n - 1 == strlen(want) && memcmp(got, want, n - 1) == 0;
}

static void
a_session_is_told(void **state)
{
	static const struct row {
		const char *reason;
		enum who leader;
		mode_t mode; /* of the first terminal */
		bool owned;
		unsigned told;
	} t[] = {
	    {"all below the leader, once each", LEADER, 0620, true,
		BIT(FIRST) | BIT(SECOND)},
	    {"not those above the leader", CHILD, 0620, true, BIT(SECOND)},
	    {"another session", STRANGER, 0620, true, BIT(THIRD)},
	    {"mesg n", LEADER, 0600, true, BIT(SECOND)},
	    {"mesg n, whatever others may", LEADER, 0602, true, BIT(SECOND)},
	    {"terminals of another user", LEADER, 0620, false, 0},
	};
	const struct scene *s = *state;

	for (size_t i = 0; i < COUNT(t); i++) {
		struct terminal_session who = {.leader = s->pid[t[i].leader],
		    .uid = t[i].owned ? getuid() : getuid() + 1};
		int told = 0;

		assert_int_equal(
		    fchmod(s->terminal[FIRST].slave, t[i].mode), 0);
		for (int k = 0; k < TERMINALS; k++)
			told += (t[i].told & BIT(k)) != 0;
		check_row(t[i].reason, terminal_tell(&who, TEXT) == told);
		for (int k = 0; k < TERMINALS; k++)
			check_row(t[i].reason,
			    shows(&s->terminal[k],
				t[i].told & BIT(k) ? LINE : ""));
	}
}

/* tmux: no longer below the leader. */
static void
so_is_its_audit_session(void **state)
{
	const struct scene *s = *state;
	char audit[AUDIT_LENGTH + 1], own[AUDIT_LENGTH + 1];
	struct terminal_session who = {
	    .leader = s->pid[CHILD], .uid = getuid(), .audit = audit};

	if (!process_audit_of(s->pid[STRANGER], audit) ||
	    (process_audit_of(getpid(), own) && strcmp(own, audit) == 0)) {
		print_message("the kernel sets no audit session here\n");
		skip();
	}
	assert_int_equal(terminal_tell(&who, TEXT), 2);
	assert_true(shows(&s->terminal[FIRST], ""));
	assert_true(shows(&s->terminal[SECOND], LINE));
	assert_true(shows(&s->terminal[THIRD], LINE));
	audit[0] = audit[0] == '9' ? '8' : '9';
	assert_int_equal(terminal_tell(&who, TEXT), 1);
	assert_true(shows(&s->terminal[THIRD], ""));
}

static void
a_stopped_one_is_skipped(void **state)
{
	const struct scene *s = *state;
	struct terminal_session who = {s->pid[LEADER], getuid(), NULL};

	assert_int_equal(tcflow(s->terminal[FIRST].slave, TCOOFF), 0);
	assert_int_equal(terminal_tell(&who, TEXT), 1);
	assert_int_equal(tcflow(s->terminal[FIRST].slave, TCOON), 0);
	assert_true(shows(&s->terminal[FIRST], ""));
	assert_true(shows(&s->terminal[SECOND], LINE));
}

/* The kernel makes room for a while after it has said that there is none. */
static void
so_is_a_full_one(void **state)
{
	const struct scene *s = *state;
	struct terminal_session who = {s->pid[CHILD], getuid(), NULL};
	int slave = s->terminal[SECOND].slave;
	char filling[4096];
	int told;

	memset(filling, '.', sizeof(filling));
	assert_int_equal(fcntl(slave, F_SETFL, O_RDWR | O_NONBLOCK), 0);
	while (write(slave, filling, sizeof(filling)) > 0)
		;
	do
		told = terminal_tell(&who, TEXT);
	while (told == 1);
	assert_int_equal(told, 0);
}

static void
only_plain_lines_are_written(void **state)
{
	static const struct row {
		const char *reason, *text;
		int got;
	} t[] = {
	    {"an escape sequence", "\033[2J", -EINVAL},
	    {"two lines", "a\nb", -EINVAL},
	    {"beyond ASCII", "\xc2\x9b", -EINVAL},
	};
	const struct scene *s = *state;
	struct terminal_session who = {s->pid[CHILD], getuid(), NULL};
	char text[2048];

	for (size_t i = 0; i < COUNT(t); i++)
		check_row(
		    t[i].reason, terminal_tell(&who, t[i].text) == t[i].got);
	memset(text, 'x', sizeof(text));
	text[sizeof(text) - 1] = '\0';
	assert_int_equal(terminal_tell(&who, text), -EMSGSIZE);
	assert_true(shows(&s->terminal[SECOND], ""));
}

static void
descent(void **state)
{
	const struct scene *s = *state;
	const pid_t *p = s->pid;
	pid_t dead = fork();
	siginfo_t si;

	if (dead == 0)
		_exit(0);
	assert_int_equal(waitid(P_PID, (id_t)dead, &si, WEXITED | WNOWAIT), 0);
	const struct row {
		const char *reason;
		pid_t pid, ancestor;
		bool is;
	} t[] = {
	    {"a child", p[CHILD], p[LEADER], true},
	    {"a grandchild", p[CHILD], getpid(), true},
	    {"itself", p[CHILD], p[CHILD], true},
	    {"a parent", p[LEADER], p[CHILD], false},
	    {"a sister", p[MATE], p[CHILD], false},
	    {"an aunt", p[CHILD], p[STRANGER], false},
	    {"of the kernel", p[CHILD], 0, false},
	    {"the kernel", 0, p[LEADER], false},
	    {"the kernel itself", 0, 0, false},
	    {"no process", -1, p[LEADER], false},
	    {"of no process", p[CHILD], -1, false},
	    {"ended, not yet reaped", dead, getpid(), false},
	};

	for (size_t i = 0; i < COUNT(t); i++)
		check_row(t[i].reason,
		    process_descends(t[i].pid, t[i].ancestor) == t[i].is);
	assert_int_equal(waitpid(dead, NULL, 0), dead);
}

static void
whose_terminal(void **state)
{
	static const int has[PEOPLE] = {FIRST, FIRST, SECOND, THIRD};
	const struct scene *s = *state;
	struct process p;
	struct stat st;

	for (int i = 0; i < PEOPLE; i++) {
		assert_int_equal(fstat(s->terminal[has[i]].slave, &st), 0);
		assert_true(process_find(&p, s->pid[i]));
		assert_true(p.terminal == st.st_rdev);
	}
}

int
main(void)
{
#define SCENE(f) cmocka_unit_test_setup_teardown(f, scene_begin, scene_end)
	const struct CMUnitTest tests[] = {
	    SCENE(a_session_is_told),
	    SCENE(so_is_its_audit_session),
	    SCENE(a_stopped_one_is_skipped),
	    SCENE(so_is_a_full_one),
	    SCENE(only_plain_lines_are_written),
	    SCENE(descent),
	    SCENE(whose_terminal),
	};

	return cmocka_run_group_tests_name("terminal", tests, NULL, NULL);
}
