/*
 * Keeps the faults that are switched on. Set at start or through the
 * control path, taken once by each STS call.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fault.h"

enum { FOREVER = -1 };

static const char *const spellings[FAULT_COUNT] = {
    [FAULT_DELAY] = "delay",
    [FAULT_TRICKLE] = "trickle",
    [FAULT_DROP] = "drop",
    [FAULT_DROP_EARLY] = "drop-early",
    [FAULT_RESET] = "reset",
    [FAULT_TRUNCATE] = "truncate",
    [FAULT_EMPTY] = "empty",
    [FAULT_GARBLE] = "garble",
    [FAULT_HUGE] = "huge",
    [FAULT_HTML] = "html",
    [FAULT_THROTTLE] = "throttle",
    [FAULT_ERROR500] = "error500",
    [FAULT_ERROR503] = "error503",
    [FAULT_DENY] = "deny",
    [FAULT_REDIRECT] = "redirect",
    [FAULT_DEEPXML] = "deepxml",
    [FAULT_ENTITYBOMB] = "entitybomb",
    [FAULT_WRONGTYPES] = "wrongtypes",
    [FAULT_NEWLINE_TOKEN] = "newline-token",
    [FAULT_BRACKET_TOKEN] = "bracket-token",
    [FAULT_MISSING_TOKEN] = "missing-token",
    [FAULT_PAST_EXPIRATION] = "past-expiration",
    [FAULT_FAR_EXPIRATION] = "far-expiration",
    [FAULT_IDLE_CLOSE] = "idle-close",
};

struct fault_board {
	pthread_mutex_t lock;
	struct fault_set set;
	long left[FAULT_COUNT];
};

struct fault_board *
fault_board_new(void)
{
	struct fault_board *board = calloc(1, sizeof(*board));

	if (board != NULL)
		pthread_mutex_init(&board->lock, NULL);
	return board;
}

void
fault_board_free(struct fault_board *board)
{
	pthread_mutex_destroy(&board->lock);
	free(board);
}

const char *
fault_spelling(enum fault_name name)
{
	return spellings[name];
}

static int
name_find(const char *s, size_t n)
{
	int i;

	for (i = 0; i < FAULT_COUNT; i++)
		if (strlen(spellings[i]) == n &&
		    memcmp(spellings[i], s, n) == 0)
			return i;
	return -1;
}

int
fault_board_set(struct fault_board *board, const char *spec)
{
	size_t n = strcspn(spec, "=");
	const char *value = spec[n] == '=' ? spec + n + 1 : "";
	const char *comma = strrchr(value, ',');
	size_t value_len =
	    comma == NULL ? strlen(value) : (size_t)(comma - value);
	int name = name_find(spec, n);
	long times = comma == NULL ? FOREVER : strtol(comma + 1, NULL, 10);
	struct fault_mark mark = {.on = true};

	if (name == -1 || value_len >= sizeof(mark.text) || times == 0)
		return -1;
	memcpy(mark.text, value, value_len);
	mark.number = strtol(mark.text, NULL, 10);
	pthread_mutex_lock(&board->lock);
	board->set.mark[name] = mark;
	board->left[name] = times;
	pthread_mutex_unlock(&board->lock);
	return 0;
}

void
fault_board_clear(struct fault_board *board)
{
	pthread_mutex_lock(&board->lock);
	memset(&board->set, 0, sizeof(board->set));
	pthread_mutex_unlock(&board->lock);
}

void
fault_board_take(struct fault_board *board, struct fault_set *out)
{
	int i;

	pthread_mutex_lock(&board->lock);
	*out = board->set;
	for (i = 0; i < FAULT_COUNT; i++)
		if (out->mark[i].on && board->left[i] != FOREVER &&
		    --board->left[i] == 0)
			board->set.mark[i].on = false;
	pthread_mutex_unlock(&board->lock);
}
