/*
 * pam-sts-keeper --sweep: removes what sessions left whose keeper was killed,
 * tickets nobody took, and what is kept for nobody any more; says on standard
 * output what and why.  A session that is kept, or that lives and has
 * credentials, is never touched.
 */

#ifndef PAM_STS_SWEEP_H
#define PAM_STS_SWEEP_H

/* The exit status: 0, or 1 when something could not be removed, said. */
int sweep(void);

#endif
