/*
 * sts-emulator: the Security Token Service for tests, on the loopback
 * address of this machine. Run by tests and by the demo; never installed.
 */
#include <getopt.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <json-c/printbuf.h>
#include <liboath/oath.h>

#include "calllog.h"
#include "emulator.h"
#include "fault.h"
#include "mfa.h"
#include "server.h"
#include "session.h"
#include "world.h"

struct settings {
	const char *world, *cert, *key, *log;
	uint16_t port;
	int ready_fd;
};

static void
usage(void)
{
	fputs("usage: sts-emulator --world FILE [--port N]\n"
	      "           [--tls-cert PEM --tls-key PEM] [--dialect aws|rgw]\n"
	      "           [--fault NAME[=VALUE[,TIMES]]]... [--log FILE]\n"
	      "           [--clock-offset SECONDS] [--pace N] [--ready-fd N]\n",
	    stderr);
	exit(2);
}

static long
number_read(const char *text, long min, long max)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (end == text || *end != '\0' || n < min || n > max)
		usage();
	return n;
}

static void
option_take(
    struct settings *s, struct emulator *em, int option, const char *value)
{
	switch (option) {
	case 'w':
		s->world = value;
		break;
	case 'p':
		s->port = (uint16_t)number_read(value, 0, 65535);
		break;
	case 'c':
		s->cert = value;
		break;
	case 'k':
		s->key = value;
		break;
	case 'l':
		s->log = value;
		break;
	case 'r':
		s->ready_fd = (int)number_read(value, 0, 1 << 20);
		break;
	case 'o':
		atomic_store(&em->clock.offset,
		    number_read(value, -(1L << 40), 1L << 40));
		break;
	case 'a':
		atomic_store(&em->clock.pace, number_read(value, 1, 1L << 40));
		break;
	case 'd':
		em->rgw = strcmp(value, "rgw") == 0;
		if (!em->rgw && strcmp(value, "aws") != 0)
			usage();
		break;
	case 'f':
		if (fault_board_set(em->faults, value) == -1)
			usage();
		break;
	default:
		usage();
	}
}

static void
options_take(struct settings *s, struct emulator *em, int argc, char **argv)
{
	static const struct option options[] = {
	    {"world", required_argument, NULL, 'w'},
	    {"port", required_argument, NULL, 'p'},
	    {"tls-cert", required_argument, NULL, 'c'},
	    {"tls-key", required_argument, NULL, 'k'},
	    {"log", required_argument, NULL, 'l'},
	    {"ready-fd", required_argument, NULL, 'r'},
	    {"clock-offset", required_argument, NULL, 'o'},
	    {"pace", required_argument, NULL, 'a'},
	    {"dialect", required_argument, NULL, 'd'},
	    {"fault", required_argument, NULL, 'f'},
	    {NULL, 0, NULL, 0},
	};
	int option;

	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1)
		option_take(s, em, option, optarg);
	if (optind != argc || s->world == NULL ||
	    (s->cert == NULL) != (s->key == NULL))
		usage();
}

/* The whole file as a text; ends the program when it cannot be read. */
static struct printbuf *
file_read(const char *path)
{
	struct printbuf *text = printbuf_new();
	FILE *f = fopen(path, "re");
	char part[4096];
	size_t n;

	if (f == NULL || text == NULL) {
		perror(path);
		exit(1);
	}
	while ((n = fread(part, 1, sizeof(part), f)) > 0)
		printbuf_memappend(text, part, (int)n);
	fclose(f);
	return text;
}

static void
ready_tell(int fd, uint16_t port)
{
	dprintf(fd, "listening %u\n", port);
	if (fd != STDOUT_FILENO)
		close(fd);
}

static int
serve(struct emulator *em, const struct settings *s)
{
	struct printbuf *cert = s->cert == NULL ? NULL : file_read(s->cert);
	struct printbuf *key = s->key == NULL ? NULL : file_read(s->key);
	struct server *server;
	sigset_t ends;
	int got;

	/* Blocked before any thread starts, so that only sigwait sees them. */
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	signal(SIGPIPE, SIG_IGN);
	server = server_start(em, s->port, cert == NULL ? NULL : cert->buf,
	    key == NULL ? NULL : key->buf);
	if (server != NULL) {
		ready_tell(s->ready_fd, server_port(server));
		sigwait(&ends, &got);
		server_stop(server);
	} else {
		fputs("sts-emulator: cannot listen\n", stderr);
	}
	printbuf_free(cert);
	printbuf_free(key);
	return server == NULL ? EXIT_FAILURE : EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
	struct settings settings = {.ready_fd = STDOUT_FILENO};
	struct emulator em = {.faults = fault_board_new(),
	    .sessions = session_store_new(),
	    .mfa = mfa_ledger_new(),
	    .clock = {.pace = 1}};
	int r = EXIT_FAILURE;

	/* Characters are judged as UTF-8 whatever the host prefers. */
	setlocale(LC_CTYPE, "C.UTF-8");
	if (em.faults == NULL || em.sessions == NULL || em.mfa == NULL ||
	    oath_init() != OATH_OK)
		return EXIT_FAILURE;
	options_take(&settings, &em, argc, argv);
	em.world = world_load(settings.world);
	em.log = em.world == NULL ? NULL : calllog_new(settings.log);
	if (em.log != NULL) {
		r = serve(&em, &settings);
		calllog_free(em.log);
	}
	if (em.world != NULL)
		world_free(em.world);
	session_store_free(em.sessions);
	mfa_ledger_free(em.mfa);
	fault_board_free(em.faults);
	oath_done();
	return r;
}
