/* Reading the configuration's files, which only root can have written; runs
 * as root in the host. */

#include <sys/mman.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <syslog.h>
#include <unistd.h>

#include "common/config.h"
#include "common/limits.h"
#include "pam_sts/authority.h"
#include "pam_sts/configuration.h"
#include "pam_sts/file.h"
#include "pam_sts/journal.h"
#include "pam_sts/options.h"
#include "pam_sts/shield.h"

#define PATH_SIZE 4096

/* Files of a configuration being put together. */
struct gathering {
	pam_handle_t *pamh;
	struct configuration *to;
	char *file; /* room for one */
};

static int
refuse(const struct gathering *g, const char *path, const char *why)
{
	journal(g->pamh, LOG_ERR, "step=config: %s: %s", path, why);
	return PAM_SERVICE_ERR;
}

static const char *
reason(int error)
{
	return error == -EPERM ? "must be root's, and only root may write it" :
				 strerrordesc_np(-error);
}

/* fd: of path, or why there is none; it is closed. */
static int
add_file(const struct gathering *g, const char *path, int fd)
{
	ssize_t n = fd < 0 ? fd : file_read(fd, g->file, CONFIG_MAX + 1);
	const char *wrong;

	if (fd >= 0)
		close(fd);
	if (n > CONFIG_MAX)
		n = -EFBIG;
	if (n < 0)
		return refuse(g, path, reason((int)n));
	wrong = config_append(g->to->text, CONFIG_MAX, &g->to->n, path,
	    (struct span){g->file, (size_t)n});
	return wrong == NULL ? PAM_SUCCESS : refuse(g, path, wrong);
}

static int
is_included(const struct dirent *d)
{
	return config_is_included(span_of(d->d_name));
}

/* Byte by byte: what a locale finds must not change what is decided. */
static int
by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static int
add_named(
    const struct gathering *g, const char *home, int dir, const char *name)
{
	char path[PATH_SIZE];

	snprintf(path, sizeof(path), "%s/%s", home, name);
	return add_file(g, path, authority_config(dir, name));
}

static int
add_includes(const struct gathering *g, const char *home)
{
	int dir = authority_includes(home), count, r = PAM_SUCCESS;
	struct dirent **list = NULL;

	if (dir == -ENOENT)
		return PAM_SUCCESS;
	count =
	    dir < 0 ? dir : scandirat(dir, ".", &list, is_included, by_name);
	if (dir >= 0 && count == -1)
		count = -errno;
	if (count < 0)
		r = refuse(g, home, reason(count));
	else if (count > INCLUDES_MAX)
		r = refuse(g, home, "has more than 256 files");
	for (int i = 0; i < count; i++) {
		if (r == PAM_SUCCESS)
			r = add_named(g, home, dir, list[i]->d_name);
		free(list[i]);
	}
	free(list);
	if (dir >= 0)
		close(dir);
	return r;
}

int
configuration_open(
    struct configuration *c, pam_handle_t *pamh, const struct options *o)
{
	struct gathering g = {pamh, c, malloc(CONFIG_MAX + 1)};
	int r;

	*c = (struct configuration){.text = malloc(CONFIG_MAX)};
	if (c->text == NULL || g.file == NULL)
		r = refuse(&g, o->conf, strerrordesc_np(ENOMEM));
	else
		r = add_file(&g, o->conf, authority_config(AT_FDCWD, o->conf));
	if (r == PAM_SUCCESS && o->includes != NULL)
		r = add_includes(&g, o->includes);
	free(g.file);
	return r;
}

void
configuration_close(struct configuration *c)
{
	free(c->text);
	*c = (struct configuration){0};
}

int
configuration_descriptor(const struct configuration *c)
{
	int fd = memfd_create("pam_sts.conf", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	struct shield shield;
	ssize_t n;
	int r;

	if (fd == -1)
		return -errno;
	shield_raise(&shield);
	n = write(fd, c->text, c->n);
	r = n == -1 ? -errno : (size_t)n == c->n ? fd : -ENOSPC;
	shield_lower(&shield);
	if (r >= 0 &&
	    fcntl(fd, F_ADD_SEALS,
		F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE) == -1)
		r = -errno;
	if (r < 0)
		close(fd);
	return r;
}
