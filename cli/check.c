/* pam-sts check: what is wrong with a configuration.  Run by anybody. */

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/printable.h"
#include "cli/trust.h"
#include "common/check.h"
#include "common/limits.h"

#define DEFAULT_FILE SYSCONFDIR "/pam_sts/pam_sts.conf"

static void
print_error(void *ctx, const struct config_error *e)
{
	const char *const *path = ctx;
	char text[PRINTABLE_SIZE];

	printable(text, e->text);
	fprintf(stderr, "%s:%u: %s: \"%s\"\n", *path, e->line, e->what, text);
}

/* The checks that the module makes before it reads a byte. */
static unsigned
check_file(const char *path, const struct stat *st)
{
	const struct trust want = {S_IFREG, S_IWGRP | S_IWOTH};
	char text[TRUST_TEXT_SIZE];
	unsigned errors = 0;

	for (int i = 0; i < TRUST_CHECKS; i++)
		if (trust_fault(text, (enum trust_check)i, st, want)) {
			fprintf(stderr, "%s: %s\n", path, text);
			errors++;
		}
	return errors;
}

static void
print_summary(const char *path, const struct sections *all)
{
	unsigned profiles = 0, rules = 0;

	for (unsigned i = 0; i < all->count; i++) {
		profiles += span_is(all->at[i].kind, "profile");
		rules += span_is(all->at[i].kind, "rule");
	}
	printf("%s: %u profiles, %u rules: ok\n", path, profiles, rules);
}

static unsigned
check_text(const char *path, int fd, struct sections *all)
{
	static char room[CONFIG_MAX + 1];
	struct span config = {room, 0};
	ssize_t n;

	while (config.n < sizeof(room) &&
	    (n = read(fd, room + config.n, sizeof(room) - config.n)) != 0) {
		if (n == -1) {
			fprintf(stderr, "%s: cannot be read: %s\n", path,
			    strerrordesc_np(errno));
			return 1;
		}
		config.n += (size_t)n;
	}
	if (config.n > CONFIG_MAX) {
		fprintf(stderr, "%s: must have %d bytes at the most\n", path,
		    CONFIG_MAX);
		return 1;
	}
	return config_check(all, config, print_error, &path);
}

static int
check(const char *path)
{
	int fd = open(
	    path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct sections all;
	struct stat st;
	unsigned errors;

	if (fd == -1 || fstat(fd, &st) == -1) {
		fprintf(stderr, "%s: %s\n", path,
		    errno == ELOOP ?
			"must be a regular file, is a symbolic link" :
			strerrordesc_np(errno));
		return REFUSED;
	}
	errors = check_file(path, &st);
	if (S_ISREG(st.st_mode))
		errors += check_text(path, fd, &all);
	close(fd);
	if (errors > 0)
		return REFUSED;
	print_summary(path, &all);
	return DONE;
}

int
command_check(int argc, char **argv)
{
	if (argc > 2)
		return message_usage("check", "too many arguments");
	if (argc == 2 && argv[1][0] == '-')
		return message_usage("check", "it has no options");
	return check(argc == 2 ? argv[1] : DEFAULT_FILE);
}
