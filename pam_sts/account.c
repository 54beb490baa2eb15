/* Users and groups, by way of libpam's reentrant look-ups. */

#include <grp.h>
#include <pwd.h>
#include <security/pam_modutil.h>
#include <string.h>

#include "common/field.h"
#include "pam_sts/account.h"

static bool
set_name(struct account *a, const char *name)
{
	struct span s = span_of(name);

	return field_valid(TAG_USER, s) &&
	    span_copy(a->name, sizeof(a->name), s);
}

void
account_find(struct account *a, pam_handle_t *pamh, const char *name)
{
	struct passwd *pw;

	memset(a, 0, sizeof(*a));
	/* A name that nobody has is whatever somebody typed: not for a log.
	 * The other is as the account has it; some databases know "Alice". */
	pw = field_valid(TAG_USER, span_of(name)) ?
	    pam_modutil_getpwnam(pamh, name) :
	    NULL;
	if (pw == NULL || !set_name(a, pw->pw_name)) {
		(void)set_name(a, "(unknown)");
		return;
	}
	a->known = true;
	a->uid = pw->pw_uid;
	a->gid = pw->pw_gid;
}

bool
account_in_group(const struct account *a, pam_handle_t *pamh, struct span group)
{
	char name[NAME_MAX_BYTES + 1];

	return a->known && span_copy(name, sizeof(name), group) &&
	    pam_modutil_user_in_group_nam_nam(pamh, a->name, name) == 1;
}
