/*
 * Time whole processes against each other, in turn, so that a machine that
 * changes its speed changes it for all.
 *
 * Usage: measure ROUNDS FILE...   A FILE holds one command, a word a line;
 * its base name is the command's name.  Prints, for each: wall-clock and CPU
 * milliseconds (median, and the 10th and 90th percentile), peak memory of the
 * largest process, and the ratio of the medians to the first command's.
 */

#include <sys/resource.h>
#include <sys/wait.h>

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define WORDS_MAX 64
#define COMMANDS_MAX 8
#define TEXT_MAX 8192

struct command {
	char text[TEXT_MAX];
	char *argv[WORDS_MAX + 1];
	const char *name;
	double *wall, *cpu;
	long peak_kib;
};

static void
fail(const char *what)
{
	fprintf(stderr, "measure: %s: %s\n", what, strerror(errno));
	exit(1);
}

static void
read_command(struct command *c, char *path, size_t rounds)
{
	int fd = open(path, O_RDONLY);
	ssize_t n = fd == -1 ? -1 : read(fd, c->text, TEXT_MAX - 1);
	size_t words = 0;

	if (n <= 0)
		fail(path);
	close(fd);
	for (char *word = strtok(c->text, "\n");
	     word != NULL && words < WORDS_MAX; word = strtok(NULL, "\n"))
		c->argv[words++] = word;
	c->name = basename(path);
	c->wall = calloc(rounds, sizeof(*c->wall));
	c->cpu = calloc(rounds, sizeof(*c->cpu));
	if (c->wall == NULL || c->cpu == NULL)
		fail("memory");
}

static double
milliseconds(struct timeval t)
{
	return (double)t.tv_sec * 1e3 + (double)t.tv_usec / 1e3;
}

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void
run(struct command *c, size_t round)
{
	double start = now();
	struct rusage use;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		int null = open("/dev/null", O_RDWR);

		dup2(null, 0);
		dup2(null, 1);
		execv(c->argv[0], c->argv);
		_exit(127);
	}
	if (pid == -1 || wait4(pid, &status, 0, &use) != pid)
		fail(c->name);
	if (status != 0) {
		fprintf(stderr, "measure: %s failed\n", c->name);
		exit(1);
	}
	c->wall[round] = now() - start;
	c->cpu[round] = milliseconds(use.ru_utime) + milliseconds(use.ru_stime);
	if (use.ru_maxrss > c->peak_kib)
		c->peak_kib = use.ru_maxrss;
}

static int
ascending(const void *a, const void *b)
{
	double x = *(const double *)a, y = *(const double *)b;

	return (x > y) - (x < y);
}

static double
percentile(double *v, size_t n, unsigned percent)
{
	qsort(v, n, sizeof(*v), ascending);
	return v[(n - 1) * percent / 100];
}

static void
report(struct command *c, const struct command *first, size_t rounds)
{
	double wall = percentile(c->wall, rounds, 50);
	double cpu = percentile(c->cpu, rounds, 50);

	printf("%-16s %8.1f (%.1f-%.1f) %8.1f (%.1f-%.1f) %8.1f %8.2f\n",
	    c->name, wall, percentile(c->wall, rounds, 10),
	    percentile(c->wall, rounds, 90), cpu,
	    percentile(c->cpu, rounds, 10), percentile(c->cpu, rounds, 90),
	    (double)c->peak_kib / 1024,
	    wall / percentile(first->wall, rounds, 50));
}

int
main(int argc, char **argv)
{
	static struct command commands[COMMANDS_MAX];
	size_t rounds = argc < 3 ? 0 : strtoul(argv[1], NULL, 10);
	int count = argc - 2;

	if (rounds == 0 || count > COMMANDS_MAX) {
		fprintf(stderr, "usage: measure ROUNDS FILE...\n");
		return 2;
	}
	for (int i = 0; i < count; i++) {
		read_command(&commands[i], argv[i + 2], rounds);
		run(&commands[i], 0); /* warms caches; overwritten */
	}
	for (size_t r = 0; r < rounds; r++)
		for (int i = 0; i < count; i++)
			run(&commands[i], r);
	printf("%zu rounds     wall ms (p10-p90)    cpu ms (p10-p90)  "
	       "peak MiB  wall ratio\n",
	    rounds);
	for (int i = 0; i < count; i++)
		report(&commands[i], &commands[0], rounds);
	return 0;
}
