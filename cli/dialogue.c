/* The conversation with pam-sts-obtain; run by anybody. */

#include <errno.h>

#include "cli/channel.h"
#include "cli/commands.h"
#include "cli/dialogue.h"
#include "cli/message.h"

bool
dialogue_ask(const struct child *c, const struct message *m)
{
	return channel_send(c->sock, m) != -EPROTO;
}

int
dialogue_hear(struct message *m, const struct child *c, enum kind kind,
    unsigned milliseconds, uint8_t room[static MESSAGE_MAX])
{
	ssize_t n = channel_receive(c->sock, (int)milliseconds, room);

	if (n <= 0)
		return message("%s/pam-sts-obtain does not answer: "
			       "is it installed?",
		    LIBEXECDIR);
	if (n > MESSAGE_MAX || wire_parse(m, room, (size_t)n) < 0 ||
	    m->kind != kind)
		return dialogue_garbled();
	return DONE;
}

int
dialogue_garbled(void)
{
	return message("%s/pam-sts-obtain answers something else: "
		       "is it of this version?",
	    LIBEXECDIR);
}
