/* Judging what fstat says. */

#include <sys/stat.h>

#include <stdio.h>

#include "cli/trust.h"

static const char *
type_name(unsigned mode)
{
	switch (mode & S_IFMT) {
	case S_IFREG:
		return "a regular file";
	case S_IFDIR:
		return "a directory";
	case S_IFLNK:
		return "a symbolic link";
	default:
		return "a device, pipe or socket";
	}
}

bool
trust_fault(char text[static TRUST_TEXT_SIZE], enum trust_check check,
    const struct stat *st, struct trust want)
{
	switch (check) {
	case TRUST_TYPE:
		snprintf(text, TRUST_TEXT_SIZE, "must be %s, is %s",
		    type_name(want.type), type_name(st->st_mode));
		return (st->st_mode & S_IFMT) != want.type;
	case TRUST_OWNER:
		snprintf(text, TRUST_TEXT_SIZE,
		    "must be owned by root, is owned by uid %lu",
		    (unsigned long)st->st_uid);
		return st->st_uid != 0;
	case TRUST_MODE:
		snprintf(text, TRUST_TEXT_SIZE,
		    "must be %s by root alone, has mode %04o",
		    (want.forbidden & S_IRWXO) == S_IWOTH ? "writable" :
							    "accessible",
		    (unsigned)st->st_mode & 07777);
		return (st->st_mode & want.forbidden) != 0;
	case TRUST_CHECKS:
		break;
	}
	return false;
}
