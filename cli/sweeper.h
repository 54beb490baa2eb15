/* pam-sts-keeper --sweep: removes what sessions that ended have left. */

#ifndef CLI_SWEEPER_H
#define CLI_SWEEPER_H

/* Become it; returns only when that fails: REFUSED, said. */
int sweeper_become(void);

/* Run it to its end, without what it has to tell: DONE, or REFUSED, said. */
int sweeper_run(void);

#endif
