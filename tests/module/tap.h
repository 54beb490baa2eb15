/*
 * Tests in TAP, each in a process of its own: what a case does to its process
 * (limits, signals, ids, the loaded module) ends with it, and a case that
 * dies or hangs is one that failed.
 */

#ifndef TESTS_MODULE_TAP_H
#define TESTS_MODULE_TAP_H

#include <stdbool.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Run one case; name says why it is there. */
void tap_test(const char *name, void (*body)(const void *), const void *arg);

/* Print the plan; what main() returns. */
int tap_end(void);

/* In a case: say what does not hold and go on. */
#define expect(holds) tap_expect((holds), #holds, __FILE__, __LINE__)
#define expect_int(got, want) \
	tap_expect_int((got), (want), #got, __FILE__, __LINE__)
#define expect_text(got, want) \
	tap_expect_text((got), (want), #got, __FILE__, __LINE__)

bool tap_expect(bool holds, const char *what, const char *file, int line);
bool tap_expect_int(
    long long got, long long want, const char *what, const char *file, int);
bool tap_expect_text(const char *got, const char *want, const char *what,
    const char *file, int line);

/* In a case: this machine cannot run it. */
_Noreturn void tap_skip(const char *reason);

/* In a case: end it here. */
_Noreturn void tap_leave(void);

#endif
