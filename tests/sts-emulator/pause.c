/*
 * A delay for connection threads. Must not hold up SIGTERM, hence the
 * condition variable in place of a sleep.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <time.h>

#include "pause.h"

enum { BILLION = 1000000000, MILLION = 1000000, THOUSAND = 1000 };

struct pause {
	pthread_mutex_t lock;
	pthread_cond_t ended;
	bool over;
};

struct pause *
pause_new(void)
{
	struct pause *p = calloc(1, sizeof(*p));
	pthread_condattr_t attr;

	if (p == NULL)
		return NULL;
	pthread_mutex_init(&p->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&p->ended, &attr);
	pthread_condattr_destroy(&attr);
	return p;
}

void
pause_free(struct pause *p)
{
	if (p == NULL)
		return;
	pthread_cond_destroy(&p->ended);
	pthread_mutex_destroy(&p->lock);
	free(p);
}

void
pause_for(struct pause *p, long ms)
{
	struct timespec until;

	if (ms <= 0)
		return;
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += ms / THOUSAND;
	until.tv_nsec += ms % THOUSAND * MILLION;
	if (until.tv_nsec >= BILLION) {
		until.tv_nsec -= BILLION;
		until.tv_sec++;
	}
	pthread_mutex_lock(&p->lock);
	while (!p->over &&
	    pthread_cond_timedwait(&p->ended, &p->lock, &until) == 0)
		continue;
	pthread_mutex_unlock(&p->lock);
}

void
pause_end(struct pause *p)
{
	pthread_mutex_lock(&p->lock);
	p->over = true;
	pthread_cond_broadcast(&p->ended);
	pthread_mutex_unlock(&p->lock);
}
