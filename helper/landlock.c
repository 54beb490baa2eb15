/* The three calls of Landlock. */

#include <sys/syscall.h>

#include <fcntl.h>
#include <linux/landlock.h>
#include <stddef.h>
#include <stdint.h>
#include <unistd.h>

#include "helper/landlock.h"

#define READ (LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR)
/* Rights that came with later versions of Landlock's interface. */
#define ALL_OF_ABI_1 (LANDLOCK_ACCESS_FS_MAKE_SYM * 2 - 1)
#define ADDED_BY_ABI_2 (UINT64_C(1) << 13) /* refer */
#define ADDED_BY_ABI_3 (UINT64_C(1) << 14) /* truncate */
#define ADDED_BY_ABI_5 (UINT64_C(1) << 15) /* ioctl of devices */
#define SCOPES_OF_ABI_6 3 /* abstract unix sockets, signals */

/* As of version 6, for headers that are older.  A kernel that is older takes
 * it too, as long as what it does not know is zero. */
struct ruleset {
	uint64_t files, ports, scopes;
};

int
landlock_ruleset(void)
{
	struct ruleset attr = {.files = ALL_OF_ABI_1};
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0,
	    LANDLOCK_CREATE_RULESET_VERSION);

	if (abi < 1)
		return -1;
	if (abi >= 2)
		attr.files |= ADDED_BY_ABI_2;
	if (abi >= 3)
		attr.files |= ADDED_BY_ABI_3;
	if (abi >= 5)
		attr.files |= ADDED_BY_ABI_5;
	if (abi >= 6)
		attr.scopes = SCOPES_OF_ABI_6;
	return (int)syscall(
	    SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
}

void
landlock_read(int ruleset, const char *path)
{
	struct landlock_path_beneath_attr attr = {.allowed_access = READ};
	int fd = path == NULL ? -1 : open(path, O_PATH | O_CLOEXEC);

	if (fd == -1)
		return;
	attr.parent_fd = fd;
	if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH,
		&attr, 0) != 0) {
		/* A file knows no READ_DIR. */
		attr.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE;
		(void)syscall(SYS_landlock_add_rule, ruleset,
		    LANDLOCK_RULE_PATH_BENEATH, &attr, 0);
	}
	close(fd);
}

int
landlock_enter(int ruleset)
{
	int r = (int)syscall(SYS_landlock_restrict_self, ruleset, 0);

	close(ruleset);
	return r;
}
