/* pam-sts enrol: a user's secret for one-time codes.  Run by root. */

#include <sys/random.h>

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/base32.h"
#include "cli/commands.h"
#include "cli/input.h"
#include "cli/message.h"
#include "cli/otpauth.h"
#include "cli/record.h"
#include "common/secret.h"

#define NEW_BYTES 20 /* RFC 4226: 160 bits recommended */
#define MIN_BYTES 10
#define MAX_BYTES 64
#define HOST_SIZE 65

static void
encode(struct secret *base32, const uint8_t *bytes, size_t n)
{
	base32_encode(base32->buf, bytes, n);
	base32->len = BASE32_LENGTH(n);
}

static struct span
span_of_secret(const struct secret *s)
{
	return (struct span){s->buf, s->len};
}

static int
make_secret(struct secret *base32)
{
	uint8_t bytes[NEW_BYTES];
	int r = DONE;

	if (getrandom(bytes, sizeof(bytes), 0) == sizeof(bytes))
		encode(base32, bytes, sizeof(bytes));
	else
		r = message("there are no random numbers: %s: try again",
		    strerrordesc_np(errno));
	explicit_bzero(bytes, sizeof(bytes));
	return r;
}

/* What is kept is the canonical text, whatever blanks and case came in. */
static int
read_secret(struct secret *base32)
{
	char room[STANZA_MAX + 1];
	uint8_t bytes[MAX_BYTES];
	struct span text;
	int n = -1;
	int r = input_read(&text, room, "the secret in base32");

	if (r == DONE && (n = base32_decode(bytes, sizeof(bytes), text)) < 0)
		r = message("the secret is no base32, or has more than %d "
			    "bytes: copy it again",
		    MAX_BYTES);
	else if (r == DONE && n < MIN_BYTES)
		r = message("the secret has %d bits: expected %d or more",
		    8 * n, 8 * MIN_BYTES);
	if (r == DONE)
		encode(base32, bytes, (size_t)n);
	explicit_bzero(room, sizeof(room));
	explicit_bzero(bytes, sizeof(bytes));
	return r;
}

/* Without stdio, which would keep a copy. */
static int
print(const char *text)
{
	size_t n = strlen(text);

	while (n > 0) {
		ssize_t done = write(STDOUT_FILENO, text, n);

		if (done == -1)
			return -1;
		text += done;
		n -= (size_t)done;
	}
	return 0;
}

static int
show_secret(const struct account *a, const struct secret *base32)
{
	char host[HOST_SIZE] = "", uri[OTPAUTH_SIZE];
	int r = REFUSED;

	if (gethostname(host, sizeof(host) - 1) == -1 || host[0] == '\0')
		strcpy(host, "localhost");
	if (otpauth_uri(
		uri, span_of(host), span_of(a->name), span_of_secret(base32)) &&
	    print(uri) == 0 && print("\n") == 0 && print(base32->buf) == 0 &&
	    print("\n") == 0)
		r = DONE;
	explicit_bzero(uri, sizeof(uri));
	return r == DONE ?
	    DONE :
	    message(
		"the secret cannot be printed: %s is not enrolled", a->name);
}

static int
enrol_in(const struct state *s, const struct account *a,
    const struct secret *base32, bool show)
{
	const struct record_line lines[] = {
	    {"user", span_of(a->name)}, {"secret", span_of_secret(base32)}};
	struct record rec;
	int made, r = REFUSED;

	if (record_read(&rec, s) < 0 || !record_usable(&rec, a))
		return REFUSED;
	if (rec.secret)
		return message("%s is enrolled already: "
			       "run pam-sts revoke %s first",
		    a->name, a->name);
	if ((made = record_counter(s, &rec)) < 0)
		return REFUSED;
	if (record_write(s, STATE_SECRET, lines, 2) == 0)
		r = show ? show_secret(a, base32) : DONE;
	if (r != DONE)
		(void)state_remove(s, STATE_SECRET);
	if (r != DONE && made == 1)
		(void)state_remove(s, STATE_COUNTER);
	return r;
}

static int
enrol(const struct account *a, const struct secret *base32, bool show)
{
	struct state s;
	int r;

	if (state_open(&s, a->uid, true) < 0)
		return REFUSED;
	r = enrol_in(&s, a, base32, show);
	(void)state_close(&s);
	if (r == DONE && !show)
		printf("%s: secret stored\n", a->name);
	return r;
}

int
command_enrol(int argc, char **argv)
{
	bool given = argc > 1 && strcmp(argv[1], "--secret-stdin") == 0;
	struct secret base32 = {0};
	struct account a;
	int r;

	if (argc != (given ? 3 : 2))
		return message_usage("enrol", "expected one user");
	if ((r = account_find(&a, argv[argc - 1])) != DONE)
		return r;
	r = given ? read_secret(&base32) : make_secret(&base32);
	if (r == DONE)
		r = enrol(&a, &base32, !given);
	secret_wipe(&base32);
	return r;
}
