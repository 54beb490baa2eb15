/* Allocation that leaves nothing behind. */

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <openssl/crypto.h>

#include "helper/heap.h"

void *
heap_malloc(size_t n)
{
	return malloc(n);
}

void *
heap_calloc(size_t count, size_t size)
{
	return calloc(count, size);
}

void
heap_free(void *p)
{
	if (p != NULL)
		explicit_bzero(p, malloc_usable_size(p));
	free(p);
}

/* Never in place: realloc() would leave the old copy, or move it. */
void *
heap_realloc(void *p, size_t n)
{
	size_t old = p == NULL ? 0 : malloc_usable_size(p);
	void *q;

	if (p != NULL && n <= old && n > old / 2)
		return p;
	if ((q = malloc(n)) == NULL)
		return NULL;
	if (p != NULL)
		memcpy(q, p, old < n ? old : n);
	heap_free(p);
	return q;
}

char *
heap_strdup(const char *s)
{
	size_t n = strlen(s) + 1;
	char *copy = malloc(n);

	return copy == NULL ? NULL : memcpy(copy, s, n);
}

static void *
crypto_malloc(size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	return n == 0 ? NULL : malloc(n);
}

/* As CRYPTO_realloc() is documented: 0 bytes frees. */
static void *
crypto_realloc(void *p, size_t n, const char *file, int line)
{
	(void)file;
	(void)line;
	if (n > 0)
		return heap_realloc(p, n);
	heap_free(p);
	return NULL;
}

static void
crypto_free(void *p, const char *file, int line)
{
	(void)file;
	(void)line;
	heap_free(p);
}

void
heap_start(void)
{
	(void)CRYPTO_set_mem_functions(
	    crypto_malloc, crypto_realloc, crypto_free);
}
