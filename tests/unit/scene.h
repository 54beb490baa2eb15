/*
 * Real terminals with processes on them: the leader of a session and his mate
 * on the first, their child on the second, and a stranger, in an audit session
 * of his own if that can be, on the third.
 */

#ifndef TESTS_UNIT_SCENE_H
#define TESTS_UNIT_SCENE_H

#include "tests/unit/unit.h"

#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

enum who { LEADER, MATE, CHILD, STRANGER, PEOPLE };
enum { FIRST, SECOND, THIRD, TERMINALS };

struct terminal {
	int master, slave;
};

struct scene {
	struct terminal terminal[TERMINALS];
	pid_t pid[PEOPLE];
};

struct arrival {
	enum who who;
	pid_t pid;
};

static void
open_terminal(struct terminal *t)
{
	struct termios raw;

	t->master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_int_not_equal(t->master, -1);
	assert_int_equal(grantpt(t->master), 0);
	assert_int_equal(unlockpt(t->master), 0);
	t->slave = open(ptsname(t->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	assert_int_not_equal(t->slave, -1);
	assert_int_equal(fchmod(t->slave, 0620), 0);
	assert_int_equal(tcgetattr(t->slave, &raw), 0);
	cfmakeraw(&raw);
	assert_int_equal(tcsetattr(t->slave, TCSANOW, &raw), 0);
}

static void
sit_at(const struct terminal *t)
{
	if (setsid() == -1 || ioctl(t->slave, TIOCSCTTY, 0) == -1)
		_exit(1);
}

static _Noreturn void
stay(enum who who, int door)
{
	struct arrival a = {who, getpid()};

	(void)prctl(PR_SET_PDEATHSIG, SIGKILL);
	if (write(door, &a, sizeof(a)) != sizeof(a))
		_exit(1);
	for (;;)
		pause();
}

static _Noreturn void
lead(const struct scene *s, int door)
{
	sit_at(&s->terminal[FIRST]);
	if (fork() == 0)
		stay(MATE, door);
	if (fork() == 0) {
		sit_at(&s->terminal[SECOND]);
		stay(CHILD, door);
	}
	stay(LEADER, door);
}

/* As pam_loginuid does. */
static void
begin_audit_session(void)
{
	FILE *f = fopen("/proc/self/loginuid", "we");

	if (f == NULL)
		return;
	(void)fprintf(f, "%lu", (unsigned long)getuid());
	(void)fclose(f);
}

/* For cmocka's set-up and teardown. */
static int
scene_begin(void **state)
{
	struct scene *s = calloc(1, sizeof(*s));
	struct arrival a;
	int door[2];

	assert_non_null(s);
	alarm(60);
	for (int i = 0; i < TERMINALS; i++)
		open_terminal(&s->terminal[i]);
	assert_int_equal(pipe2(door, O_CLOEXEC), 0);
	if (fork() == 0)
		lead(s, door[1]);
	if (fork() == 0) {
		begin_audit_session();
		sit_at(&s->terminal[THIRD]);
		stay(STRANGER, door[1]);
	}
	close(door[1]);
	for (int i = 0; i < PEOPLE; i++) {
		assert_int_equal(read(door[0], &a, sizeof(a)), sizeof(a));
		s->pid[a.who] = a.pid;
	}
	close(door[0]);
	*state = s;
	return 0;
}

static int
scene_end(void **state)
{
	struct scene *s = *state;

	kill(s->pid[LEADER], SIGKILL);
	kill(s->pid[STRANGER], SIGKILL);
	assert_int_equal(waitpid(s->pid[LEADER], NULL, 0), s->pid[LEADER]);
	assert_int_equal(waitpid(s->pid[STRANGER], NULL, 0), s->pid[STRANGER]);
	for (int i = 0; i < TERMINALS; i++) {
		close(s->terminal[i].slave);
		close(s->terminal[i].master);
	}
	free(s);
	alarm(0);
	return 0;
}

#endif
