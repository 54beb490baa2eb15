/* What a login leaves in the host's memory: little, and no secret. */

#include <sys/wait.h>

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/host.h"
#include "tests/module/script.h"
#include "tests/module/tap.h"

#define GROWTH_MAX_KB 1024
#define LEAK_MAX_KB 64
#define NEEDLE_MAX 64
#define MASK 0x5a
#define WINDOW_SIZE 65536
/* "918273", each byte with MASK: nothing else in memory is like it. */
#define HIDDEN_CODE "\143\153\142\150\155\151"

/* A secret that the searching process knows only hidden by MASK. */
struct needle {
	unsigned char hidden[NEEDLE_MAX];
	size_t n;
};

static void
hide(struct needle *n, const char *from, size_t size)
{
	n->n = size;
	for (size_t i = 0; i < size; i++)
		n->hidden[i] = (unsigned char)from[i] ^ MASK;
}

static bool
found_at(const unsigned char *p, const struct needle *n)
{
	for (size_t i = 0; i < n->n; i++)
		if ((p[i] ^ MASK) != n->hidden[i])
			return false;
	return true;
}

/* A piece of this process's memory, while it is searched. */
static unsigned char window[WINDOW_SIZE];

/* Pages that cannot be read hold nothing. */
static int
count_between(int mem, uintptr_t from, uintptr_t to, const struct needle *n)
{
	int count = 0;

	for (uintptr_t at = from; at < to; at += sizeof(window) - n->n) {
		size_t left = to - at, want = sizeof(window);
		ssize_t got =
		    pread(mem, window, left < want ? left : want, (off_t)at);

		for (ssize_t i = 0; i + (ssize_t)n->n <= got; i++)
			count += found_at(window + i, n);
		explicit_bzero(window, sizeof(window));
		if (left <= want)
			break;
	}
	return count;
}

/* How often the needle stands in what this process can write. */
static int
count_in_memory(const struct needle *n)
{
	FILE *f = fopen("/proc/self/maps", "re");
	int mem = open("/proc/self/mem", O_RDONLY | O_CLOEXEC), count = 0;
	uintptr_t from, to;
	char line[512];

	expect(f != NULL && mem != -1);
	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "%lx-%lx rw", &from, &to) == 2 &&
		    strstr(line, " rw") != NULL)
			count += count_between(mem, from, to, n);
	if (f != NULL)
		fclose(f);
	close(mem);
	return count;
}

static void
add_given(enum fake_act act, const struct given *g, const char *secret,
    const char *token)
{
	uint8_t buf[512];
	struct message m = script_given(g);
	int n;

	m.field[TAG_SECRET_ACCESS_KEY] = span_of(secret);
	m.field[TAG_SESSION_TOKEN] = span_of(token);
	n = wire_encode(&m, buf, sizeof(buf));
	if (n < 0)
		abort();
	script_step(OBTAIN, act, buf, (size_t)n);
}

/* The same for the base: where one stays, so does the other. */
static void
obtain_gives(const char *secret, const char *token)
{
	static const struct given base = {NULL, 1, NULL, NULL},
				  usual = {"test", 0, REGION, NULL};

	script_prepared(STATUS_OK, NULL);
	add_given(FAKE_ANSWER, &base, secret, token);
	add_given(FAKE_SEND, &usual, secret, token);
}

/* Another process draws the secrets and writes the script; what comes back
 * from it is hidden. */
static void
draw_secrets(struct needle *secret, struct needle *token)
{
	int ends[2];
	pid_t pid;

	expect(pipe(ends) == 0);
	if ((pid = fork()) == 0) {
		char text[2][33];
		FILE *f = fopen("/dev/urandom", "re");
		uint8_t random[32];

		if (f == NULL || fread(random, 32, 1, f) != 1)
			_exit(1);
		text_hex(text[0], random, 16);
		text_hex(text[1], random + 16, 16);
		obtain_gives(text[0], text[1]);
		hide(secret, text[0], 32);
		hide(token, text[1], 32);
		_exit(write(ends[1], secret, sizeof(*secret)) !=
			sizeof(*secret) ||
		    write(ends[1], token, sizeof(*token)) != sizeof(*token));
	}
	expect(read(ends[0], secret, sizeof(*secret)) == sizeof(*secret) &&
	    read(ends[0], token, sizeof(*token)) == sizeof(*token));
	expect(waitpid(pid, NULL, 0) == pid);
	close(ends[0]);
	close(ends[1]);
}

static char typed[8];

static void
type_code(void)
{
	for (size_t i = 0; i < 6; i++)
		typed[i] = (char)(HIDDEN_CODE[i] ^ MASK);
}

/* The search itself must find what is there. */
static void
search_finds(const void *arg)
{
	struct needle n = {HIDDEN_CODE, 6};

	(void)arg;
	expect_int(count_in_memory(&n), 0);
	type_code();
	expect_int(count_in_memory(&n), 1);
}

static void
no_secret_stays(const void *arg)
{
	const char *mfa = arg;
	struct needle secret, token, code = {HIDDEN_CODE, 6};
	struct host h = {0};

	world_profile(mfa, "");
	draw_secrets(&secret, &token);
	host_start(&h, "sshd", "alice");
	h.answer = typed;
	h.before_answer = type_code;
	if (strcmp(mfa, "none") != 0)
		expect_int(host_authenticate(&h), PAM_SUCCESS);
	explicit_bzero(typed, sizeof(typed));
	expect_int(count_in_memory(&code), 0);
	expect_int(count_in_memory(&secret), 0);
	expect_int(count_in_memory(&token), 0);
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(world_entries(SESSIONS "/1001"), 1);
	expect_int(count_in_memory(&secret), 0);
	expect_int(count_in_memory(&token), 0);
}

static void
no_refused_code_stays(const void *arg)
{
	static const char *const suffixes[] = {"", "7"};
	struct needle code = {HIDDEN_CODE, 6};
	struct host h = {0};

	(void)arg;
	script_verify(STATUS_WRONG, NULL);
	host_start(&h, "sshd", "alice");
	h.answer = typed;
	h.before_answer = type_code;
	for (size_t i = 0; i < COUNT(suffixes); i++) {
		strcpy(typed + 6, suffixes[i]);
		expect_int(host_authenticate(&h), PAM_AUTH_ERR);
		explicit_bzero(typed, sizeof(typed));
		expect_int(count_in_memory(&code), 0);
	}
}

/* Pages of this process that no other shares and that were written to: code
 * is shared and costs nothing, so this is what a login adds to a host. */
static long
private_dirty_kb(void)
{
	FILE *f = fopen("/proc/self/smaps_rollup", "re");
	char line[256];
	long kb = -1;

	while (f != NULL && fgets(line, sizeof(line), f) != NULL)
		if (sscanf(line, "Private_Dirty: %ld kB", &kb) == 1)
			break;
	if (f != NULL)
		fclose(f);
	return kb;
}

static void
little_memory(const void *arg)
{
	struct host h = {0};
	long before = private_dirty_kb();

	(void)arg;
	if (before == -1)
		tap_skip("no /proc/self/smaps_rollup here");
	host_log_in(&h, "sshd");
	expect_int(host_open(&h), PAM_SUCCESS);
	expect_int(host_close(&h), PAM_SUCCESS);
	if (!expect(private_dirty_kb() - before <= GROWTH_MAX_KB))
		printf("#   %ld kB, then %ld kB\n", before, private_dirty_kb());
}

static void
log_in_and_out(int times)
{
	struct host h = {0};

	/* A handle each: libpam keeps what look-ups gave until pam_end(). */
	for (int i = 0; i < times; i++) {
		host_log_in(&h, "sshd");
		expect_int(host_open(&h), PAM_SUCCESS);
		expect_int(host_close(&h), PAM_SUCCESS);
		host_end(&h);
	}
}

static void
same_memory_again(const void *arg)
{
	long before;

	(void)arg;
	log_in_and_out(10);
	before = private_dirty_kb();
	log_in_and_out(50);
	/* A leak of one message each time would be 1600 kB. */
	if (!expect(private_dirty_kb() - before <= LEAK_MAX_KB))
		printf("#   %ld kB, then %ld kB\n", before, private_dirty_kb());
}

int
main(int argc, char **argv)
{
	static const char *const proofs[] = {"local", "sts", "both", "none"};

	if (!host_begin(argc, argv))
		return 2;
	host_test("memory", "the search finds a code", search_finds, NULL);
	for (size_t i = 0; i < COUNT(proofs); i++)
		host_test("no secret stays, mfa", proofs[i], no_secret_stays,
		    proofs[i]);
	host_test("memory", "a refused code", no_refused_code_stays, NULL);
	host_test("memory", "a login adds little", little_memory, NULL);
	host_test("memory", "fifty more add nothing", same_memory_again, NULL);
	return tap_end();
}
