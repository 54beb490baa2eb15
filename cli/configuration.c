/* Reading the configuration's files; run by anybody. */

#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/configuration.h"
#include "cli/printable.h"
#include "cli/trust.h"
#include "common/check.h"
#include "common/config.h"
#include "common/limits.h"

#define MAIN_FILE SYSCONFDIR "/pam_sts/pam_sts.conf"
#define INCLUDES SYSCONFDIR "/pam_sts/conf.d"
#define PATH_SIZE (sizeof(INCLUDES) + 1 + NAME_MAX_BYTES)

struct loading {
	struct configuration *to;
	unsigned faults;
	bool incomplete; /* what stands in the text is not all */
	char text[CONFIG_MAX], file[CONFIG_MAX + 1];
};

static void __attribute__((format(printf, 3, 4)))
fault(struct loading *l, const char *path, const char *format, ...)
{
	va_list ap;

	l->faults++;
	fprintf(stderr, "%s: ", path);
	va_start(ap, format);
	(void)vfprintf(stderr, format, ap);
	va_end(ap);
	putc('\n', stderr);
}

/* What there is cannot be had; without it the rest would be misjudged. */
static void
lose(struct loading *l, const char *path, const char *why)
{
	l->incomplete = true;
	fault(l, path, "%s", why);
}

static void
lose_errno(struct loading *l, const char *path, unsigned type)
{
	if (errno != ELOOP)
		lose(l, path, strerrordesc_np(errno));
	else
		lose(l, path,
		    type == S_IFDIR ?
			"must be a directory, is a symbolic link" :
			"must be a regular file, is a symbolic link");
}

/* A descriptor of what was opened, with all said that is wrong with it; -1
 * when it is not to be read. */
static int
trust(struct loading *l, int fd, const char *path, unsigned type)
{
	const struct trust want = {type, S_IWGRP | S_IWOTH};
	char text[TRUST_TEXT_SIZE];
	struct stat st;

	if (fd == -1 || fstat(fd, &st) == -1) {
		lose_errno(l, path, type);
		return -1;
	}
	for (int i = 0; i < TRUST_CHECKS; i++)
		if (trust_fault(text, (enum trust_check)i, &st, want))
			fault(l, path, "%s", text);
	if ((st.st_mode & S_IFMT) == type)
		return fd;
	l->incomplete = true;
	close(fd);
	return -1;
}

static int
open_here(int dir, const char *name)
{
	return openat(dir, name,
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
}

static void
add_file(struct loading *l, int dir, const char *name, const char *path)
{
	int fd = trust(l, open_here(dir, name), path, S_IFREG);
	struct span file = {l->file, 0};
	const char *wrong;
	ssize_t n = 0;

	if (fd == -1)
		return;
	while (file.n < sizeof(l->file) &&
	    (n = read(fd, l->file + file.n, sizeof(l->file) - file.n)) > 0)
		file.n += (size_t)n;
	if (n == -1)
		lose_errno(l, path, S_IFREG);
	else if ((wrong = config_append(l->text, sizeof(l->text),
		      &l->to->text.n, path, file)) != NULL)
		lose(l, path, wrong);
	close(fd);
}

static int
is_included(const struct dirent *d)
{
	return config_is_included(span_of(d->d_name));
}

/* Byte by byte, as the module: a locale must not change what is decided. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void
add_includes(struct loading *l)
{
	int dir = open_here(AT_FDCWD, INCLUDES), count;
	struct dirent **list = NULL;
	char path[PATH_SIZE];

	if (dir == -1 && errno == ENOENT)
		return;
	if ((dir = trust(l, dir, INCLUDES, S_IFDIR)) == -1)
		return;
	count = scandirat(dir, ".", &list, is_included, by_name);
	if (count == -1)
		lose_errno(l, INCLUDES, S_IFDIR);
	else if (count > INCLUDES_MAX)
		lose(l, INCLUDES, "has more than 256 files");
	for (int i = 0; i < count; i++) {
		snprintf(
		    path, sizeof(path), "%s/%s", INCLUDES, list[i]->d_name);
		if (count <= INCLUDES_MAX)
			add_file(l, dir, list[i]->d_name, path);
		free(list[i]);
	}
	free(list);
	close(dir);
	l->to->included = (unsigned)count;
}

static void
print_error(void *ctx, const struct config_error *e)
{
	char text[PRINTABLE_SIZE];

	(void)ctx;
	printable(text, e->text);
	fprintf(stderr, "%.*s:%u: %s: \"%s\"\n", (int)e->file.n, e->file.p,
	    e->line, e->what, text);
}

unsigned
configuration_load(struct configuration *c, const char *file)
{
	static struct loading l;

	c->path = file == NULL ? MAIN_FILE : file;
	c->included = 0;
	c->text = (struct span){l.text, 0};
	l.to = c;
	l.faults = 0;
	l.incomplete = false;
	add_file(&l, AT_FDCWD, c->path, c->path);
	if (file == NULL)
		add_includes(&l);
	if (!l.incomplete)
		l.faults += config_check(&c->all, c->text, print_error, NULL);
	return l.faults;
}
