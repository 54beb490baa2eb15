/*
 * pam-sts: explains and checks what pam_sts does, and keeps what it needs of
 * users.  Run by root or, where the table says so, by anybody.  It must never
 * put a secret into an argument, an error text or a core, and never leave
 * half a state behind.
 */

#include <sys/prctl.h>
#include <sys/resource.h>

#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/message.h"

static int command_help(int argc, char **argv);

static const struct command {
	const char *name;
	int (*run)(int argc, char **argv);
	bool root; /* only root can do it */
	const char *arguments;
	const char *description;
} commands[] = {
    {"assume", command_assume, false, "PROFILE",
	"add a profile to this session"},
    {"check", command_check, false, "[FILE]",
	"report every error of the configuration"},
    {"credentials", command_credentials, false, "[OPTION]... [PROFILE]",
	"print a profile's credentials for an AWS SDK"},
    {"drop", command_drop, true, "ID|--user USER|--all",
	"end the credentials of sessions at once"},
    {"enrol", command_enrol, true, "[--secret-stdin] USER",
	"give a user a secret for one-time codes"},
    {"env", command_env, false, "[--force] [PROFILE]",
	"print a profile's credentials for a shell"},
    {"explain", command_explain, false, "USER SERVICE [OPTION]...",
	"show what a login would do, without doing it"},
    {"key", command_key, true, "set|show|remove USER",
	"keep a user's long-term AWS access key"},
    {"list", command_list, true, "[--json]", "show who is enrolled"},
    {"logout", command_logout, false, "",
	"end the credentials of this session"},
    {"renew", command_renew, false, "",
	"renew the credentials of this session"},
    {"revoke", command_revoke, true, "USER|UID",
	"forget all that is kept of a user"},
    {"sessions", command_sessions, true, "[--json]",
	"show whose sessions have credentials"},
    {"status", command_status, false, "[--json|--prompt]",
	"show the credentials of this session"},
    {"sweep", command_sweep, true, "",
	"remove what sessions that ended have left"},
    {"whoami", command_whoami, false, "[--json] [PROFILE]",
	"ask AWS whose credentials these are"},
    {"help", command_help, false, "[COMMAND]", "show how a command is used"},
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static const struct command *
find(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(name, commands[i].name) == 0)
			return &commands[i];
	return NULL;
}

static void
print_usage(FILE *to)
{
	fputs("usage: pam-sts COMMAND [ARGUMENT]...\n\n", to);
	for (size_t i = 0; i < COMMANDS; i++) {
		const struct command *c = &commands[i];

		fprintf(to, "  %-11s %-26s %s\n", c->name, c->arguments,
		    c->description);
	}
	fputs("\nSee pam-sts(8).\n", to);
}

static int
print_help(const struct command *c)
{
	printf("usage: pam-sts %s %s\n\n%s: %s.\n", c->name, c->arguments,
	    c->name, c->description);
	return DONE;
}

static int
unknown(const char *name)
{
	(void)message("unknown command \"%s\": see pam-sts --help", name);
	return USAGE;
}

static int
command_help(int argc, char **argv)
{
	const struct command *c = argc == 2 ? find(argv[1]) : NULL;

	if (argc > 2)
		return message_usage("help", "too many arguments");
	if (argc == 2)
		return c == NULL ? unknown(argv[1]) : print_help(c);
	print_usage(stdout);
	return DONE;
}

static bool
asks_for_help(const char *argument)
{
	return strcmp(argument, "--help") == 0 || strcmp(argument, "-h") == 0;
}

static int
run(int argc, char **argv)
{
	const struct command *c;

	if (argc < 2) {
		print_usage(stderr);
		return USAGE;
	}
	if (asks_for_help(argv[1]))
		return command_help(1, argv + 1);
	if (strcmp(argv[1], "--version") == 0) {
		puts("pam-sts " VERSION);
		return DONE;
	}
	if ((c = find(argv[1])) == NULL)
		return unknown(argv[1]);
	if (argc == 3 && asks_for_help(argv[2]))
		return print_help(c);
	if (c->root && geteuid() != 0)
		return message("%s must be run as root: use sudo", c->name);
	return c->run(argc - 1, argv + 1);
}

/* A file of the state must never become descriptor 0, 1 or 2.  What is put
 * there instead can be read only, so that output does not vanish unnoticed. */
static bool
fill_standard_descriptors(void)
{
	int fd;

	do
		fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
	while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd > STDERR_FILENO)
		close(fd);
	return fd != -1;
}

int
main(int argc, char **argv)
{
	static const struct rlimit none;
	int r;

	if (!fill_standard_descriptors() ||
	    prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == -1 ||
	    setrlimit(RLIMIT_CORE, &none) == -1)
		return REFUSED;
	/* A short write is an error to report, not a signal to die of. */
	(void)signal(SIGXFSZ, SIG_IGN);
	(void)signal(SIGPIPE, SIG_IGN);
	r = run(argc, argv);
	if (fflush(stdout) != 0 && r == DONE)
		r = message("standard output cannot be written: "
			    "what it shows is not complete");
	return r;
}
