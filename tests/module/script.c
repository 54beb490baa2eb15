/* Writing the fake helpers' scripts and reading their records. */

#include <sys/stat.h>

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "common/limits.h"
#include "tests/module/script.h"

#define PATH_SIZE 256
#define PATIENCE_MS 10000

/* The reading end of FAKE_ALIVE. */
static int alive = -1;

static void
path_of(char path[static PATH_SIZE], const char *helper, const char *suffix)
{
	snprintf(path, PATH_SIZE, FAKE_DIR "/%s.%s", helper, suffix);
}

void
script_listen(void)
{
	if (mkfifo(FAKE_ALIVE, 0666) == -1 || chmod(FAKE_ALIVE, 0666) == -1)
		abort();
	script_listen_again();
}

void
script_listen_again(void)
{
	if (alive != -1)
		close(alive);
	alive = open(FAKE_ALIVE, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (alive == -1)
		abort();
}

void
script_clear(const char *helper)
{
	char path[PATH_SIZE];

	path_of(path, helper, "script");
	world_file(path, "", 0644);
}

void
script_step(const char *helper, enum fake_act act, const void *bytes, size_t n)
{
	struct fake_step s = {act, (uint32_t)n};
	char path[PATH_SIZE];
	FILE *f;

	path_of(path, helper, "script");
	if ((f = fopen(path, "ae")) == NULL ||
	    fwrite(&s, sizeof(s), 1, f) != 1 ||
	    (n > 0 && fwrite(bytes, n, 1, f) != 1) || fclose(f) != 0)
		abort();
}

static void
add_message(const char *helper, enum fake_act act, const struct message *m)
{
	uint8_t buf[MESSAGE_MAX];
	int n = wire_encode(m, buf, sizeof(buf));

	if (n < 0)
		abort();
	script_step(helper, act, buf, (size_t)n);
}

void
script_reply(const char *helper, enum fake_act act, enum kind kind,
    enum status status, const char *detail)
{
	struct message m = {.kind = kind,
	    .status = status,
	    .field = {[TAG_DETAIL] = span_of(detail)}};

	add_message(helper, act, &m);
}

struct message
script_given(const struct given *g)
{
	static char key[128], secret[128], token[128], more[4];
	const char *of = g->profile == NULL ? BASE : g->profile;

	snprintf(key, sizeof(key), KEY_ID_OF("%s"), of);
	snprintf(secret, sizeof(secret), SECRET_KEY_OF("%s"), of);
	snprintf(token, sizeof(token), TOKEN_OF("%s"), of);
	snprintf(more, sizeof(more), "%u", g->more % 100);
	return (struct message){.kind = KIND_CREDENTIALS,
	    .field = {[TAG_PROFILE] = span_of(g->profile),
		[TAG_ACCESS_KEY_ID] = span_of(key),
		[TAG_SECRET_ACCESS_KEY] = span_of(secret),
		[TAG_SESSION_TOKEN] = span_of(token),
		[TAG_EXPIRATION] = span_of(EXPIRATION),
		[TAG_MORE] = span_of(more),
		[TAG_REGION] = span_of(g->region),
		[TAG_ARN] = span_of(g->arn)}};
}

void
script_give(enum fake_act act, const struct given *g)
{
	struct message m = script_given(g);

	add_message(OBTAIN, act, &m);
}

void
script_give_all(enum fake_act act, const struct given *g, size_t count)
{
	for (size_t i = 0; i < count; i++)
		script_give(i == 0 ? act : FAKE_SEND, &g[i]);
}

void
script_refuse(enum fake_act act, enum status status, const char *profile)
{
	struct message m = {.kind = KIND_CREDENTIALS,
	    .status = status,
	    .field = {[TAG_PROFILE] = span_of(profile)}};

	add_message(OBTAIN, act, &m);
}

void
script_credentials(enum fake_act act, const char *arn)
{
	const struct given usual[] = {
	    {NULL, 1, NULL, NULL}, {"test", 0, REGION, arn}};

	script_give_all(act, usual, 2);
}

void
script_credentials_until(enum fake_act act, const char *expiration)
{
	static const struct given usual[] = {
	    {NULL, 1, NULL, NULL}, {"test", 0, REGION, NULL}};

	for (size_t i = 0; i < 2; i++) {
		struct message m = script_given(&usual[i]);

		m.field[TAG_EXPIRATION] = span_of(expiration);
		add_message(OBTAIN, i == 0 ? act : FAKE_SEND, &m);
	}
}

void
script_verify(enum status status, const char *detail)
{
	script_clear(VERIFY);
	script_reply(VERIFY, FAKE_ANSWER, KIND_VERIFIED, status, detail);
}

void
script_prepared(enum status status, const char *detail)
{
	script_clear(OBTAIN);
	script_reply(OBTAIN, FAKE_ANSWER, KIND_PREPARED, status, detail);
}

void
script_obtain(enum status status, const char *detail)
{
	script_prepared(STATUS_OK, NULL);
	if (status == STATUS_OK)
		script_credentials(FAKE_ANSWER, NULL);
	else
		script_reply(
		    OBTAIN, FAKE_ANSWER, KIND_CREDENTIALS, status, detail);
}

int
script_starts(const char *helper)
{
	char path[PATH_SIZE];

	path_of(path, helper, "starts");
	return (int)strlen(world_read(path));
}

bool
script_got(struct message *m, const char *helper, int i)
{
	static uint8_t buf[MESSAGE_MAX];
	char path[PATH_SIZE], suffix[16];
	ssize_t n = -1;
	int fd;

	snprintf(suffix, sizeof(suffix), "got.%d", i);
	path_of(path, helper, suffix);
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) != -1) {
		n = read(fd, buf, sizeof(buf));
		close(fd);
	}
	return n > 0 && wire_parse(m, buf, (size_t)n) == 0;
}

const char *
script_field(const char *helper, int i, enum tag tag)
{
	static char text[MESSAGE_MAX];
	struct message m;

	if (!script_got(&m, helper, i) ||
	    !span_copy(text, sizeof(text), m.field[tag]))
		text[0] = '\0';
	return text;
}

const char *
script_state(const char *helper, const char *what)
{
	static char value[PATH_SIZE];
	char path[PATH_SIZE];
	size_t n = strlen(what);
	struct span rest, line;

	path_of(path, helper, "state");
	rest = span_of(world_read(path));
	value[0] = '\0';
	while (rest.p != NULL) {
		line = span_cut(&rest, '\n');
		if (line.n > n && memcmp(line.p, what, n) == 0 &&
		    line.p[n] == '=')
			(void)span_copy(value, sizeof(value),
			    (struct span){line.p + n + 1, line.n - n - 1});
	}
	return value;
}

const char *
script_conf(void)
{
	return world_read(FAKE_DIR "/" OBTAIN ".conf");
}

bool
script_wait(const char *helper, int i)
{
	struct message m;

	for (int ms = 0; ms < PATIENCE_MS; ms++) {
		if (script_got(&m, helper, i))
			return true;
		(void)poll(NULL, 0, 1);
	}
	return false;
}

bool
script_gone(void)
{
	struct pollfd p = {.fd = alive};
	char byte;

	for (int ms = 0; ms < PATIENCE_MS; ms++) {
		if (read(alive, &byte, 1) == 0)
			return true;
		(void)poll(&p, 1, 1);
	}
	return false;
}
