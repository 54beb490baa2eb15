/* What every unit test includes: cmocka wants four headers before its own. */

#ifndef TESTS_UNIT_UNIT_H
#define TESTS_UNIT_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* after those: */
#include <cmocka.h>

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Say which row of a table does not hold, and why it is there. */
#define check_row(reason, holds)                                    \
	do {                                                        \
		if (!(holds))                                       \
			fail_msg("row \"%s\": %s", reason, #holds); \
	} while (0)

#endif
