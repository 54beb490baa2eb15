/* Plans of configurations, and the pieces these are written with. */

#ifndef TESTS_UNIT_PLANS_H
#define TESTS_UNIT_PLANS_H

#include "tests/unit/unit.h"

#include <stdio.h>
#include <string.h>

#include "common/limits.h"
#include "common/plan.h"

#define ROLE "role_arn = arn:aws:iam::123456789012:role/x\n"
#define DEFAULTS                                               \
	"[defaults]\ncredential_source = UserKey\nmfa = sts\n" \
	"mfa_serial = GAHT12345678\n"
#define NO_CODE "[defaults]\ncredential_source = UserKey\nmfa = local\n"
#define LOGIN "[profile login]\n"
#define ROLE_OF(name) "[profile " name "]\n" ROLE
#define FROM(name, source) ROLE_OF(name) "source_profile = " source "\n"
#define FIVE_LINKS                                                            \
	LOGIN FROM("b", "login") FROM("c", "b") FROM("d", "c") FROM("e", "d") \
	    FROM("f", "e")
#define SESSION "[defaults]\ncredential_source = LoginSession\nmfa = local\n"

static bool
make(struct plan *p, const char *config, const char *profiles,
    struct plan_fault *f)
{
	static struct sections all;

	sections_read(&all, span_of(config));
	return plan_make(p, &all, span_of(profiles), f);
}

#endif
