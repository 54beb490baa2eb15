/*
 * An allocator that wipes what it frees, for the libraries through which
 * codes, keys and tokens pass: none of them wipes its buffers.  json-c takes
 * no allocator: what its tokener has held of an answer stays in this process's
 * memory until it ends.
 */

#ifndef HELPER_HEAP_H
#define HELPER_HEAP_H

#include <stddef.h>

/* OpenSSL's memory too.  It refuses once a library has used it before main();
 * then its buffers are wiped by the kernel only, when this process ends. */
void heap_start(void);

void *heap_malloc(size_t);
void *heap_calloc(size_t count, size_t size);
void *heap_realloc(void *, size_t);
char *heap_strdup(const char *);
void heap_free(void *);

#endif
