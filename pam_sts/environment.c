/* The PAM environment; runs as root in the host.  It never sets the host's
 * own. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/field.h"
#include "common/words.h"
#include "pam_sts/environment.h"
#include "pam_sts/login.h"

#define ENTRY_SIZE 512

/*
 * By these the caller's own credentials would win over any file.  Every SDK
 * takes an empty one for unset, but an empty profile is an error to botocore,
 * so that is named: what it names is in our files.  The last but one makes the
 * older SDKs for Go and JavaScript read the config file.
 */
static const struct {
	const char *name, *value;
} hygiene[] = {
    {"AWS_ACCESS_KEY_ID", ""},
    {"AWS_SECRET_ACCESS_KEY", ""},
    {"AWS_SESSION_TOKEN", ""},
    {"AWS_SECURITY_TOKEN", ""},
    {"AWS_ACCESS_KEY", ""},
    {"AWS_SECRET_KEY", ""},
    {"AMAZON_ACCESS_KEY_ID", ""},
    {"AMAZON_SECRET_ACCESS_KEY", ""},
    {"AMAZON_SESSION_TOKEN", ""},
    {"AWS_WEB_IDENTITY_TOKEN_FILE", ""},
    {"AWS_PROFILE", "default"},
    {"AWS_SDK_LOAD_CONFIG", "1"},
    {WORDS_NONE_VARIABLE, ""},
};

static int
put(const struct login *l, const char *name, struct span value)
{
	char text[ENTRY_SIZE];
	int n;

	if (value.p == NULL)
		return 0;
	n = snprintf(
	    text, sizeof(text), "%s=%.*s", name, (int)value.n, value.p);
	if (n < 0 || (size_t)n >= sizeof(text) ||
	    pam_putenv(l->pamh, text) != PAM_SUCCESS)
		return -ENOMEM;
	return 0;
}

static int
put_path(const struct login *l, const char *name, const char *directory,
    const char *file)
{
	char path[ENTRY_SIZE];

	snprintf(path, sizeof(path), "%s/%s", directory, file);
	return put(l, name, span_of(path));
}

int
environment_publish(const struct login *l, const char *directory,
    struct span region, struct span expires)
{
	/* The session's name first: with it, a close finds the files. */
	int r = put(l, WORDS_SESSION_VARIABLE, span_of(l->session));

	for (size_t i = 0; r == 0 && i < sizeof(hygiene) / sizeof(hygiene[0]);
	     i++)
		r = put(l, hygiene[i].name, span_of(hygiene[i].value));
	if (r == 0)
		r = put_path(
		    l, "AWS_SHARED_CREDENTIALS_FILE", directory, "credentials");
	if (r == 0)
		r = put_path(l, "AWS_CONFIG_FILE", directory, "config");
	if (r == 0)
		r = put(l, "AWS_REGION", region);
	if (r == 0)
		r = put(l, "AWS_DEFAULT_REGION", region);
	if (r == 0)
		r = put(l, "AWS_CREDENTIAL_EXPIRATION", expires);
	return r;
}

void
environment_withdraw(const struct login *l)
{
	if (pam_getenv(l->pamh, WORDS_SESSION_VARIABLE) != NULL)
		(void)pam_putenv(l->pamh, WORDS_SESSION_VARIABLE);
}

void
environment_none(const struct login *l, const char *why)
{
	(void)put(l, WORDS_NONE_VARIABLE, span_of(why));
}

bool
environment_has_none(const struct login *l)
{
	const char *why = pam_getenv(l->pamh, WORDS_NONE_VARIABLE);

	return why != NULL && *why != '\0';
}

bool
environment_session(const struct login *l, char id[static SESSION_HEX + 1])
{
	struct span s = span_of(pam_getenv(l->pamh, WORDS_SESSION_VARIABLE));

	return field_valid(TAG_SESSION, s) && span_copy(id, SESSION_HEX + 1, s);
}

/* Feed one byte to a search for a variable: true when it has its value. */
struct search {
	size_t matched; /* bytes of "NAME=" seen at the start of an entry */
	bool inside; /* an entry that is another variable */
	char value[SESSION_HEX + 2];
	size_t n;
};

static bool
search_byte(struct search *s, char c)
{
	static const char name[] = WORDS_SESSION_VARIABLE "=";
	const size_t length = sizeof(name) - 1;

	if (c == '\0') {
		if (s->matched == length && !s->inside)
			return true;
		*s = (struct search){0};
	} else if (s->inside)
		return false;
	else if (s->matched < length) {
		s->inside = c != name[s->matched];
		s->matched++;
	} else if (s->n <= SESSION_HEX)
		s->value[s->n++] = c;
	return false;
}

bool
environment_session_of_host(char id[static SESSION_HEX + 1])
{
	int fd = open("/proc/self/environ", O_RDONLY | O_NOCTTY | O_CLOEXEC);
	struct search s = {0};
	char room[1024];
	bool found = false;
	ssize_t n;

	while (fd != -1 && !found && (n = read(fd, room, sizeof(room))) > 0)
		for (ssize_t i = 0; !found && i < n; i++)
			found = search_byte(&s, room[i]);
	if (fd != -1)
		close(fd);
	return found && field_valid(TAG_SESSION, (struct span){s.value, s.n}) &&
	    span_copy(id, SESSION_HEX + 1, (struct span){s.value, s.n});
}
