/* Making sessions old. */

#include <stdio.h>
#include <time.h>

#include "tests/module/renewing.h"
#include "tests/module/script.h"
#include "tests/module/session.h"

/* What is given anew is good for so long. */
#define NEW_SECONDS 3600

const char *
renewing_give(void)
{
	static char new_end[32];

	snprintf(new_end, sizeof(new_end), "%s", life_moment(NEW_SECONDS));
	script_prepared(STATUS_OK, NULL);
	script_credentials_until(FAKE_ANSWER, new_end);
	return new_end;
}

void
renewing_begin(struct life *l, int seconds)
{
	struct timespec t;
	char text[32];

	life_begin(l, NULL);
	life_kill_keeper(l->id);
	clock_gettime(CLOCK_BOOTTIME, &t);
	snprintf(text, sizeof(text), "%lld",
	    (long long)t.tv_sec - (long long)seconds * 4);
	session_store(life_record(l), 0, TAG_OBTAINED, text);
	session_store(life_record(l), 2, TAG_EXPIRATION, life_moment(seconds));
}
