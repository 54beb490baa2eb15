/* Looking users up. */

#include <errno.h>
#include <pwd.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "cli/account.h"
#include "cli/commands.h"
#include "cli/message.h"
#include "common/field.h"

/* Is it a name at all?  What no name can be is never looked up. */
static int
refuse_name(const char *name)
{
	if (name[0] == '-') {
		(void)message("\"%s\" looks like an option: "
			      "expected the name of a user",
		    name);
		return USAGE;
	}
	if (!field_valid(TAG_USER, span_of(name)))
		return message("\"%s\" is no name of a user: expected 1 to %d "
			       "printable bytes without /",
		    name, NAME_MAX_BYTES);
	return DONE;
}

static bool
look_up(struct account *a, const char *name)
{
	const struct passwd *pw;

	errno = 0;
	pw = getpwnam(name);
	if (pw == NULL ||
	    !span_copy(a->name, sizeof(a->name), span_of(pw->pw_name)))
		return false;
	a->uid = pw->pw_uid;
	return true;
}

/* getpwnam(3) lists what errno may be when there is just no such user. */
static int
refuse_unknown(const char *name, const char *hint)
{
	switch (errno) {
	case 0:
	case ENOENT:
	case ESRCH:
	case EBADF:
	case EPERM:
		return message("there is no user \"%s\": %s", name, hint);
	default:
		return message("user \"%s\" cannot be looked up: %s: "
			       "try again later",
		    name, strerrordesc_np(errno));
	}
}

int
account_find(struct account *a, const char *name)
{
	int r = refuse_name(name);

	if (r == DONE && !look_up(a, name))
		r = refuse_unknown(name, "look at the spelling");
	return r;
}

int
account_find_uid(struct account *a, const char *name)
{
	uint64_t uid;
	int r = refuse_name(name);

	if (r != DONE || look_up(a, name))
		return r;
	if (!text_decimal(span_of(name), &uid) || uid >= (uid_t)-1)
		return refuse_unknown(
		    name, "give the uid, which pam-sts list shows");
	a->uid = (uid_t)uid;
	snprintf(a->name, sizeof(a->name), "uid %lu", (unsigned long)uid);
	return DONE;
}

void
account_name(char name[static NAME_MAX_BYTES + 1], uid_t uid)
{
	const struct passwd *pw = getpwuid(uid);

	if (pw == NULL ||
	    !span_copy(name, NAME_MAX_BYTES + 1, span_of(pw->pw_name)))
		name[0] = '\0';
}
