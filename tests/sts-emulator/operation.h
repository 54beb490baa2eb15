/*
 * The operations of STS which the emulator knows. Each takes an
 * authenticated caller and fills the outcome.
 */
#ifndef OPERATION_H
#define OPERATION_H

struct caller;
struct emulator;
struct outcome;
struct request;

void operation_get_caller_identity(const struct emulator *,
    const struct request *, const struct caller *, struct outcome *);
void operation_get_access_key_info(const struct emulator *,
    const struct request *, const struct caller *, struct outcome *);
void operation_get_session_token(const struct emulator *,
    const struct request *, const struct caller *, struct outcome *);
void operation_assume_role(const struct emulator *, const struct request *,
    const struct caller *, struct outcome *);

#endif
