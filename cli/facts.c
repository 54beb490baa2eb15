/* Looking up who is asked about; run by anybody. */

#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/facts.h"
#include "cli/membership.h"
#include "cli/message.h"
#include "common/field.h"

static enum match
in_group(void *ctx, struct span user, struct span group)
{
	(void)ctx;
	return membership(user, group);
}

static void
find_host(struct subject *s)
{
	memset(s->host, 0, sizeof(s->host));
	if (gethostname(s->host, sizeof(s->host) - 1) == -1 ||
	    s->host[0] == '\0')
		strcpy(s->host, "localhost");
	s->facts.fqdn = span_of(s->host);
	s->facts.host =
	    span_cut(&(struct span){s->facts.fqdn.p, s->facts.fqdn.n}, '.');
}

static struct span
given(const char *text)
{
	return span_of(text == NULL || text[0] == '\0' ? NULL : text);
}

static const char *
target_of(const struct question *q, const struct subject *s)
{
	return q->target != NULL		  ? q->target :
	    span_starts(s->facts.service, "sudo") ? "root" :
						    s->user.name;
}

int
facts_find(struct subject *s, const struct question *q)
{
	int r;

	*s = (struct subject){.facts = {.service = span_of(q->service),
				  .rhost = given(q->rhost),
				  .tty = given(q->tty),
				  .in_group = in_group}};
	if (!field_valid(TAG_SERVICE, s->facts.service))
		return message("\"%s\" is no name of a PAM service: expected 1 "
			       "to 64 letters, digits and _.@-",
		    q->service);
	if ((r = account_find(&s->user, q->user)) != DONE ||
	    (r = account_find(&s->target, target_of(q, s))) != DONE)
		return r;
	s->facts.user = span_of(s->user.name);
	s->facts.target = span_of(s->target.name);
	find_host(s);
	return DONE;
}
