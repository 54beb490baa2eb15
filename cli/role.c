/* Cutting ARNs up; pure. */

#include "cli/role.h"

bool
role_read(struct role *r, struct span arn)
{
	struct span rest = arn, path;

	if (!span_is(span_cut(&rest, ':'), "arn"))
		return false;
	r->partition = span_cut(&rest, ':');
	(void)span_cut(&rest, ':');
	(void)span_cut(&rest, ':');
	r->account = span_cut(&rest, ':');
	if (rest.p == NULL)
		return false;
	(void)span_cut(&rest, '/');
	if (rest.p == NULL)
		return false;
	path = (struct span){rest.p - 1, 1};
	for (size_t i = 0; i < rest.n; i++)
		if (rest.p[i] == '/')
			path.n = i + 2;
	r->name = (struct span){path.p + path.n, rest.n + 1 - path.n};
	r->path = path.n > 1 ? path : (struct span){NULL, 0};
	return true;
}
