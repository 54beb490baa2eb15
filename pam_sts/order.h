/*
 * An order of a session's user to its keeper: who gives it, what it is, and
 * what he is answered.
 */

#ifndef PAM_STS_ORDER_H
#define PAM_STS_ORDER_H

#include <stdatomic.h>
#include <sys/types.h>

#include "common/limits.h"
#include "common/secret.h"
#include "common/wire.h"

enum order { ORDER_NONE, ORDER_RENEW, ORDER_ASSUME, ORDER_DROP };

/* A conversation; the connection is the caller's to close. */
struct ordering {
	int connection;
	atomic_bool *waiting; /* set while a code is waited for */
	uint8_t room[MESSAGE_MAX];
	struct message m; /* the order */
};

/* Whose session it is: only he, or root, in a process of the session, gives
 * orders. */
struct orderer {
	uid_t uid;
	pid_t leader;
	const char *audit; /* the session's; or NULL */
};

/* Hear what is wanted; ORDER_NONE: nobody who may wants anything, and he was
 * told. */
enum order order_hear(struct ordering *, const struct orderer *);

/* Ask for the code: 0, or -errno when none came. */
int order_ask_code(struct ordering *, struct secret *code);

/* The outcome.  detail: in words for the user; NULL: those of the status. */
void order_answer(const struct ordering *, enum status, const char *detail);

#endif
