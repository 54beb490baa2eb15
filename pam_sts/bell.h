/* Waking a keeper: what has become of its session it sees itself. */

#ifndef PAM_STS_BELL_H
#define PAM_STS_BELL_H

/* A visit to its desk; there may be none, and one that is nobody's is removed.
 * Never waits. */
void bell_ring(const char *id);

#endif
