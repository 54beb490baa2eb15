/* Who calls and for whom; runs as root in the host. */

#include <pwd.h>
#include <security/pam_modutil.h>
#include <string.h>
#include <unistd.h>

#include "common/sudo_line.h"
#include "pam_sts/notes.h"
#include "pam_sts/process.h"
#include "pam_sts/target.h"

#define DATA "pam_sts_target"
#define SUDO_DEFAULT "root"
/* What stands behind so many bytes of arguments is not looked at: the claim
 * may then be wrong, and open_session refuses. */
#define LINE_MAX_BYTES 16384

/* "#1000" is a uid. */
static void
find_named(struct login *l, struct span name)
{
	char text[NAME_MAX_BYTES + 1];
	struct passwd *pw;
	uint64_t uid;

	if (!span_copy(text, sizeof(text), name))
		return;
	if (text[0] == '#') {
		if (!text_decimal(span_of(text + 1), &uid) || uid > UINT32_MAX)
			return;
		pw = pam_modutil_getpwuid(l->pamh, (uid_t)uid);
		if (pw == NULL ||
		    !span_copy(text, sizeof(text), span_of(pw->pw_name)))
			return;
	}
	account_find(&l->target, text);
}

/* sudo's command line; empty where it cannot be read. */
static struct span
host_line(char room[static LINE_MAX_BYTES])
{
	ssize_t n = process_read("cmdline", room, LINE_MAX_BYTES);

	return (struct span){room, n > 0 ? (size_t)n : 0};
}

/* PAM_RUSER is sudo's word; it is his real uid's, or in sudoedit root's. */
static void
find_caller(struct account *caller, const struct login *l)
{
	const void *name = NULL;

	(void)pam_get_item(l->pamh, PAM_RUSER, &name);
	account_find(caller, name == NULL ? "" : name);
	if (getuid() != 0 && caller->uid != getuid())
		caller->known = false;
}

static void
read_line(struct login *l)
{
	char room[LINE_MAX_BYTES];
	struct span name = {NULL, 0};

	switch (sudo_line_target(host_line(room), &name)) {
	case SUDO_TARGET_NAMED:
		find_named(l, name);
		break;
	case SUDO_TARGET_CALLER:
		find_caller(&l->target, l);
		break;
	case SUDO_TARGET_DEFAULT:
		account_find(&l->target,
		    l->opt.runas_default != NULL ? l->opt.runas_default :
						   SUDO_DEFAULT);
		break;
	case SUDO_TARGET_UNTOLD:
		break;
	}
}

void
target_foretell(struct login *l)
{
	if (login_is_of_sudo(l)) {
		account_find(&l->target, "");
		read_line(l);
	} else
		l->target = l->user;
	if (l->target.known &&
	    notes_leave(
		l->pamh, DATA, l->target.name, strlen(l->target.name) + 1) < 0)
		l->target.known = false;
}

const char *
target_mistaken(const struct login *l)
{
	const char *name = notes_find(l->pamh, DATA);

	return name != NULL && strcmp(name, l->target.name) != 0 ? name : NULL;
}

bool
target_is_edited_for(const struct login *l)
{
	char room[LINE_MAX_BYTES];

	return login_is_of_sudo(l) && sudo_line_edits(host_line(room));
}

void
target_find_caller(struct login *l)
{
	if (login_is_of_sudo(l))
		find_caller(&l->user, l);
	else
		l->user = l->target;
}
