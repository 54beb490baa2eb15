/*
 * The parts which every call needs, gathered once in main.c.
 */
#ifndef EMULATOR_H
#define EMULATOR_H

#include <stdbool.h>

#include "wallclock.h"

struct calllog;
struct fault_board;
struct mfa_ledger;
struct session_store;
struct world;

struct emulator {
	struct world *world;
	struct session_store *sessions;
	struct mfa_ledger *mfa;
	struct fault_board *faults;
	struct calllog *log;
	struct wallclock clock;
	bool rgw; /* answer like Ceph's gateway */
};

#endif
