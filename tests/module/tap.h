/*
 * Tests in TAP, each in a process of its own: what a case does to its process
 * (limits, signals, ids, the loaded module) ends with it, and a case that
 * dies or hangs is one that failed.
 */

#ifndef TESTS_MODULE_TAP_H
#define TESTS_MODULE_TAP_H

#include <stdbool.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Run one case; name says why it is there.  In a program that another one
 * has executed, only the case that goes on there is run. */
void tap_test(const char *name, void (*body)(const void *), const void *arg);

/* Print the plan; what main() returns. */
int tap_end(void);

/* In a case: say what does not hold and go on. */
#define expect(holds) tap_expect((holds), #holds, __FILE__, __LINE__)
#define expect_int(got, want) \
	tap_expect_int((got), (want), #got, __FILE__, __LINE__)
#define expect_text(got, want) \
	tap_expect_text((got), (want), #got, __FILE__, __LINE__)

/* The same of what another process will do: within ten seconds. */
#define expect_soon(holds)                                                  \
	do {                                                                \
		for (int tries = 0; tries < TAP_TRIES && !(holds); tries++) \
			tap_pause();                                        \
		expect(holds);                                              \
	} while (0)

#define TAP_TRIES 5000
/* 2 ms */
void tap_pause(void);

bool tap_expect(bool holds, const char *what, const char *file, int line);
bool tap_expect_int(
    long long got, long long want, const char *what, const char *file, int);
bool tap_expect_text(const char *got, const char *want, const char *what,
    const char *file, int line);

/* In a case: have it done in a process of its own.  What does not hold there
 * is the case's. */
void tap_aside(void (*body)(const void *), const void *arg);

/*
 * In a case: hand it over to a program to be executed, by its number and a
 * descriptor; and take it there, where its body runs from the beginning.
 */
int tap_hand_over(int *number);
void tap_take_over(int number, int fd);
/* Is this the program that was executed? */
bool tap_is_taken_over(void);

/* In a case: this machine cannot run it. */
_Noreturn void tap_skip(const char *reason);

/* In a case: end it here. */
_Noreturn void tap_leave(void);

#endif
