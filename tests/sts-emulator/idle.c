/*
 * A list of connections with deadlines and one thread that shuts the late
 * ones down. Sockets stay the HTTP library's to close: a connection leaves
 * the list, under the lock, before its descriptor can be used again.
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <time.h>

#include "idle.h"

enum { MILLION = 1000000, THOUSAND = 1000 };

struct idle_connection {
	struct idle_connection *next, **link;
	struct idle_watch *watch;
	unsigned long number;
	long long deadline; /* ms on the monotonic clock; 0: none */
	int fd;
};

struct idle_watch {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	pthread_t thread;
	struct idle_connection *first;
	unsigned long count;
	bool stopping;
};

static long long
now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (long long)ts.tv_sec * THOUSAND + ts.tv_nsec / MILLION;
}

/* Shut down what is late; returns the next deadline, 0 without one. */
static long long
watch_sweep(struct idle_watch *watch)
{
	long long now = now_ms(), next = 0;
	struct idle_connection *c;

	for (c = watch->first; c != NULL; c = c->next) {
		if (c->deadline == 0)
			continue;
		if (c->deadline <= now) {
			shutdown(c->fd, SHUT_RDWR);
			c->deadline = 0;
		} else if (next == 0 || c->deadline < next) {
			next = c->deadline;
		}
	}
	return next;
}

static void *
watch_run(void *arg)
{
	struct idle_watch *watch = arg;

	pthread_mutex_lock(&watch->lock);
	while (!watch->stopping) {
		long long next = watch_sweep(watch);
		struct timespec until = {.tv_sec = (time_t)(next / THOUSAND),
		    .tv_nsec = (long)(next % THOUSAND) * MILLION};

		if (next == 0)
			pthread_cond_wait(&watch->changed, &watch->lock);
		else
			pthread_cond_timedwait(
			    &watch->changed, &watch->lock, &until);
	}
	pthread_mutex_unlock(&watch->lock);
	return NULL;
}

struct idle_watch *
idle_watch_new(void)
{
	struct idle_watch *watch = calloc(1, sizeof(*watch));
	pthread_condattr_t attr;

	if (watch == NULL)
		return NULL;
	pthread_mutex_init(&watch->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&watch->changed, &attr);
	pthread_condattr_destroy(&attr);
	if (pthread_create(&watch->thread, NULL, watch_run, watch) != 0) {
		free(watch);
		return NULL;
	}
	return watch;
}

void
idle_watch_free(struct idle_watch *watch)
{
	pthread_mutex_lock(&watch->lock);
	watch->stopping = true;
	pthread_cond_signal(&watch->changed);
	pthread_mutex_unlock(&watch->lock);
	pthread_join(watch->thread, NULL);
	pthread_cond_destroy(&watch->changed);
	pthread_mutex_destroy(&watch->lock);
	free(watch);
}

struct idle_connection *
idle_join(struct idle_watch *watch, int fd)
{
	struct idle_connection *c = calloc(1, sizeof(*c));

	if (c == NULL)
		return NULL;
	c->watch = watch;
	c->fd = fd;
	pthread_mutex_lock(&watch->lock);
	c->number = ++watch->count;
	c->next = watch->first;
	c->link = &watch->first;
	if (c->next != NULL)
		c->next->link = &c->next;
	watch->first = c;
	pthread_mutex_unlock(&watch->lock);
	return c;
}

void
idle_leave(struct idle_connection *c)
{
	struct idle_watch *watch = c->watch;

	pthread_mutex_lock(&watch->lock);
	*c->link = c->next;
	if (c->next != NULL)
		c->next->link = c->link;
	pthread_mutex_unlock(&watch->lock);
	free(c);
}

static void
deadline_set(struct idle_connection *c, long long deadline)
{
	pthread_mutex_lock(&c->watch->lock);
	c->deadline = deadline;
	pthread_cond_signal(&c->watch->changed);
	pthread_mutex_unlock(&c->watch->lock);
}

void
idle_busy(struct idle_connection *c)
{
	deadline_set(c, 0);
}

void
idle_rest(struct idle_connection *c, long ms)
{
	deadline_set(c, ms > 0 ? now_ms() + ms : 0);
}

unsigned long
idle_number(const struct idle_connection *c)
{
	return c->number;
}
