/* Judging and removing leftovers; runs as root. */

#include <sys/stat.h>

#include <fcntl.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pam_sts/file.h"
#include "pam_sts/grant.h"
#include "pam_sts/kept.h"
#include "pam_sts/login.h"
#include "pam_sts/waste.h"

/* By the time of day: what has no header to tell. */
static bool
is_old(int dir, const char *name)
{
	struct stat st;

	return fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
	    time(NULL) - st.st_mtime > TICKET_SECONDS;
}

void
waste_remove_temporary(int dir, const char *name)
{
	if (is_old(dir, name))
		(void)unlinkat(dir, name, 0);
}

static bool
read_grant(int dir, const char *name, struct bundle *b, struct grant_header *h)
{
	int fd = file_open(dir, name), r = fd;

	if (fd >= 0) {
		r = grant_read(b, fd);
		close(fd);
	}
	return r == 0 && grant_whole(b, KIND_TICKET, h) == 0;
}

static bool
remove_if(bool over, int dir, const char *name, const struct bundle *b)
{
	explicit_bzero(b->p, b->n);
	return over && unlinkat(dir, name, 0) == 0;
}

bool
waste_is_ticket(int dir, const char *name, struct bundle *b)
{
	uint64_t now = login_clock(), stamp;
	struct grant_header h;
	bool over;

	b->n = 0;
	over = read_grant(dir, name, b, &h) &&
		text_decimal(h.m.field[TAG_STAMP], &stamp) && stamp <= now ?
	    now - stamp > TICKET_SECONDS :
	    is_old(dir, name);
	return remove_if(over, dir, name, b);
}

bool
waste_is_kept(int dir, const char *name, struct bundle *b)
{
	struct grant_header h;
	bool over;

	b->n = 0;
	over = read_grant(dir, name, b, &h) ? kept_is_over(b, &h) :
					      is_old(dir, name);
	return remove_if(over, dir, name, b);
}
