/* What a keeper knows of its session; runs as root. */

#include "common/wire.h"
#include "pam_sts/charge.h"
#include "pam_sts/record.h"

bool
charge_read(struct charge *c, const struct message *m)
{
	*c = (struct charge){0};
	(void)span_copy(c->user, sizeof(c->user), m->field[TAG_USER]);
	(void)span_copy(c->audit, sizeof(c->audit), m->field[TAG_AUDIT]);
	if (!record_leader(m, &c->leader))
		c->leader = 0;
	return text_decimal(m->field[TAG_START], &c->start) &&
	    record_uid(m, &c->uid);
}
