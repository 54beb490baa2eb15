/* What the user of a session has its keeper do. */

#ifndef CLI_ORDER_H
#define CLI_ORDER_H

/*
 * Tell the keeper of the session that the environment names: "renew", "drop",
 * or "assume" with a profile (else NULL).  If it wants a code, the user is
 * asked for one.  DONE when it is done, or REFUSED, said.
 */
int order_give(const char *order, const char *profile);

/* Have the keeper of that session look what has become of it; there may be
 * none.  Run by root. */
void order_wake(const char *id);

#endif
