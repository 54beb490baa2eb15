/* What is asked about a login again and again; runs as root. */

#include <stdio.h>
#include <string.h>
#include <syslog.h>
#include <time.h>

#include "pam_sts/login.h"
#include "pam_sts/random.h"

bool
login_is_of_sudo(const struct login *l)
{
	return span_starts(span_of(l->service), "sudo");
}

int
login_policy(struct login *l)
{
	const struct asked a = {.service = l->service,
	    .user = &l->user,
	    .target = l->target.known ? &l->target : NULL,
	    .rhost = l->rhost,
	    .tty = l->tty,
	    .assumed = l->assumed,
	    .added = l->added};

	return policy_open(&l->policy, l->pamh, &l->opt, &a);
}

void
login_people(char who[static LOGIN_PEOPLE], const struct login *l)
{
	bool same = strcmp(l->user.name, l->target.name) == 0;

	snprintf(who, LOGIN_PEOPLE, "%s%s%s", l->user.name,
	    same ? "" : " target=", same ? "" : l->target.name);
}

int
login_priority(const struct login *l, int otherwise)
{
	return l->policy.alert ? LOG_ALERT : otherwise;
}

uint64_t
login_clock(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (uint64_t)t.tv_sec;
}

int
login_name_session(struct login *l)
{
	return random_hex(l->session, SESSION_HEX / 2);
}

void
login_close(struct login *l)
{
	policy_close(&l->policy);
}
