/*
 * Applies faults to what would have been a proper answer.
 */
#ifndef MISBEHAVE_H
#define MISBEHAVE_H

struct fault_set;
struct outcome;
struct reply;

/* Before the answer is worded: other errors, other credentials. */
void misbehave_outcome(
    const struct fault_set *, struct outcome *, long long now);

/* After it is worded: other bodies, other manners. */
void misbehave_reply(const struct fault_set *, struct reply *);

#endif
