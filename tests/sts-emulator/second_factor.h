/*
 * The SerialNumber and TokenCode parameters of a call.
 */
#ifndef SECOND_FACTOR_H
#define SECOND_FACTOR_H

#include <stdbool.h>

struct caller;
struct emulator;
struct outcome;
struct param_verdict;
struct request;

struct second_factor {
	const char *serial, *code; /* NULL: not given */
};

void second_factor_read(
    struct second_factor *, const struct request *, struct param_verdict *);

/*
 * 0 and *present set when nothing or a right code was given (which is then
 * used up), -1 and the error otherwise.
 */
int second_factor_check(const struct second_factor *, const struct emulator *,
    const struct caller *, bool *present, struct outcome *);

#endif
