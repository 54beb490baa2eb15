/* Composing the URI; pure. */

#include <stdio.h>
#include <string.h>

#include "cli/otpauth.h"
#include "common/limits.h"

struct writer {
	char *p;
	size_t n; /* room left, with the NUL's */
	bool full;
};

static void
put(struct writer *w, const char *text)
{
	size_t n = strlen(text);

	if (n >= w->n) {
		w->full = true;
		return;
	}
	memcpy(w->p, text, n + 1);
	w->p += n;
	w->n -= n;
}

/* Everything but RFC 3986's unreserved bytes as %XX. */
static void
put_encoded(struct writer *w, struct span s)
{
	for (size_t i = 0; i < s.n; i++) {
		char text[4] = {s.p[i], '\0'};

		if (!text_in_set((struct span){s.p + i, 1}, "A-Za-z0-9._~-"))
			snprintf(text, sizeof(text), "%%%02X",
			    (unsigned char)s.p[i]);
		put(w, text);
	}
}

bool
otpauth_uri(char uri[static OTPAUTH_SIZE], struct span host, struct span user,
    struct span base32)
{
	struct writer w = {uri, OTPAUTH_SIZE, false};
	char tail[64];

	put(&w, "otpauth://totp/");
	put_encoded(&w, host);
	put(&w, ":");
	put_encoded(&w, user);
	put(&w, "?secret=");
	put_encoded(&w, base32);
	put(&w, "&issuer=");
	put_encoded(&w, host);
	snprintf(tail, sizeof(tail), "&algorithm=SHA1&digits=%d&period=%d",
	    CODE_DIGITS, STEP_SECONDS);
	put(&w, tail);
	return !w.full;
}
