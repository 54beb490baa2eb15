/* The kernel's random numbers. */

#include <sys/random.h>

#include <errno.h>

#include "common/text.h"
#include "pam_sts/random.h"

#define BYTES_MAX 32

int
random_hex(char *text, size_t n)
{
	uint8_t bytes[BYTES_MAX];

	if (n > sizeof(bytes))
		return -EINVAL;
	if (getrandom(bytes, n, 0) != (ssize_t)n)
		return -EIO;
	text_hex(text, bytes, n);
	return 0;
}

unsigned
random_below(unsigned n)
{
	unsigned v = 0;

	if (n == 0 || getrandom(&v, sizeof(v), 0) != (ssize_t)sizeof(v))
		return 0;
	return v % n;
}
