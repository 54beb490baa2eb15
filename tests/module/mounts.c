/*
 * The private host's file systems.  Runs in the namespaces that launcher.c
 * made; nothing that is mounted here is seen outside, and nothing outside can
 * be written from here: the first step makes every mount read-only.
 */

#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>

#include <errno.h>
#include <fcntl.h>
#include <linux/mount.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/module/mounts.h"
#include "tests/module/places.h"

#define PATH_SIZE 512
#define COPY_SIZE 65536

static const char *const helpers[] = {"pam-sts-verify", "pam-sts-obtain"};
#define KEEPER "pam-sts-keeper"
static const char *const devices[] = {"null", "zero", "urandom", "tty"};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

static int
failed(const char *what)
{
	fprintf(stderr, "# private host: %s: %s\n", what, strerror(errno));
	return -1;
}

/* mkdir -p; the modes of what is made are 0755. */
static int
make_path(const char *path)
{
	char part[PATH_SIZE];
	size_t n = strlen(path);

	if (n >= sizeof(part))
		return -1;
	for (size_t i = 1; i <= n; i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		memcpy(part, path, i);
		part[i] = '\0';
		if (mkdir(part, 0755) == -1 && errno != EEXIST)
			return -1;
	}
	return 0;
}

/* Make dir writable: an overlay over the nearest directory that exists. */
static int
overlay(const char *dir, const char *name)
{
	char base[PATH_SIZE], upper[PATH_SIZE], work[PATH_SIZE];
	char options[4 * PATH_SIZE];
	char *slash;

	snprintf(base, sizeof(base), "%s", dir);
	while (access(base, F_OK) == -1 && (slash = strrchr(base, '/')) != base)
		*slash = '\0';
	snprintf(upper, sizeof(upper), SCRATCH "/%s.upper", name);
	snprintf(work, sizeof(work), SCRATCH "/%s.work", name);
	snprintf(options, sizeof(options), "lowerdir=%s,upperdir=%s,workdir=%s",
	    base, upper, work);
	if (mkdir(upper, 0755) == -1 || mkdir(work, 0755) == -1 ||
	    mount("overlay", base, "overlay", 0, options) == -1 ||
	    make_path(dir) == -1)
		return failed(dir);
	return 0;
}

static int
bind_device(const char *name)
{
	char from[PATH_SIZE], to[PATH_SIZE];
	int fd;

	snprintf(from, sizeof(from), "/dev/%s", name);
	snprintf(to, sizeof(to), SCRATCH "/dev/%s", name);
	if ((fd = open(to, O_CREAT | O_WRONLY | O_CLOEXEC, 0666)) == -1)
		return failed(to);
	close(fd);
	return mount(from, to, NULL, MS_BIND, NULL) == -1 ? failed(from) : 0;
}

static int
private_dev(void)
{
	if (mkdir(SCRATCH "/dev", 0755) == -1)
		return failed("dev");
	for (size_t i = 0; i < COUNT(devices); i++)
		if (bind_device(devices[i]) == -1)
			return -1;
	return mount(SCRATCH "/dev", "/dev", NULL, MS_BIND | MS_REC, NULL) ==
		-1 ?
	    failed("/dev") :
	    0;
}

static int
copy(int from, const char *name, mode_t mode)
{
	static char buf[COPY_SIZE];
	int to = open(name, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0700);
	ssize_t n = to == -1 ? -1 : lseek(from, 0, SEEK_SET);

	while (n != -1 && (n = read(from, buf, sizeof(buf))) > 0)
		n = write(to, buf, (size_t)n) == n ? 0 : -1;
	if (n == 0)
		n = fchmod(to, mode);
	if (to != -1)
		close(to);
	return n == -1 ? failed(name) : 0;
}

/* As installed: 0711, so that they are not dumpable. */
static int
install(int program, const char *as)
{
	char name[PATH_SIZE];

	snprintf(name, sizeof(name), "%s/%s", LIBEXECDIR, as);
	if (unlink(name) == -1 && errno != ENOENT)
		return failed(name);
	return copy(program, name, 0711);
}

static int
install_programs(int helper, int keeper)
{
	if (overlay(LIBEXECDIR, "libexec") == -1)
		return -1;
	for (size_t i = 0; i < COUNT(helpers); i++)
		if (install(helper, helpers[i]) == -1)
			return -1;
	return install(keeper, KEEPER);
}

static int
tmpfs(const char *at)
{
	return mount("tmpfs", at, "tmpfs", MS_NOSUID, "mode=755") == -1 ?
	    failed(at) :
	    0;
}

int
mounts_make_proc(void)
{
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1)
		return -1;
	return mount("proc", "/proc", "proc", MS_NOSUID, NULL);
}

int
mounts_make(const char *helper, const char *keeper)
{
	struct mount_attr ro = {.attr_set = MOUNT_ATTR_RDONLY};
	int fd = open(helper, O_RDONLY | O_CLOEXEC), r = -1;
	int own = open(keeper, O_RDONLY | O_CLOEXEC);

	if (fd == -1 || own == -1)
		return failed("the programs");
	umask(022);
	if (mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == -1 ||
	    syscall(SYS_mount_setattr, AT_FDCWD, "/", AT_RECURSIVE, &ro,
		sizeof(ro)) == -1)
		(void)failed("/ read-only");
	else if (tmpfs(RUNDIR) == 0 && mkdir(SCRATCH, 0755) == 0 &&
	    tmpfs(SYSCONFDIR) == 0 &&
	    overlay(LOCALSTATEDIR "/lib", "lib") == 0 &&
	    make_path(STATE_DIR) == 0 && tmpfs(STATE_DIR) == 0 &&
	    private_dev() == 0)
		r = install_programs(fd, own);
	close(fd);
	close(own);
	/* Without process ids of its own there is one that shows them. */
	if (r == 0)
		(void)mounts_make_proc();
	return r;
}
