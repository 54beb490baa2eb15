/* The PAM environment; runs as root in the host.  It never sets the host's
 * own. */

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "common/field.h"
#include "common/words.h"
#include "pam_sts/environment.h"
#include "pam_sts/login.h"

#define ENTRY_SIZE 512
#define EXPIRATION "AWS_CREDENTIAL_EXPIRATION"

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

static void
withdraw(const struct login *l, const char *name)
{
	if (pam_getenv(l->pamh, name) != NULL)
		(void)pam_putenv(l->pamh, name);
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
		r = put(l, EXPIRATION, expires);
	if (r == 0 && expires.p == NULL)
		withdraw(l, EXPIRATION);
	return r;
}

void
environment_withdraw(const struct login *l)
{
	withdraw(l, WORDS_SESSION_VARIABLE);
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
