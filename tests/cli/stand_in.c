/*
 * Stands for the other ends of pam-sts in its tests.  Messages are texts: a
 * line "KIND STATUS", lines "NAME=VALUE" with the names of common/field.c,
 * and an empty line or the end.
 *
 *   stand_in record          a bundle of the messages on standard input
 *   stand_in keep FILE       hold a record as its keeper does, until killed
 *   stand_in keeper SOCKET   serve one client: each message of his is printed
 *                            and answered by the next on standard input, or
 *                            by a line that is none; then hear him out
 *   stand_in leaver SOCKET   the same, but gone with the last answer
 */

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "common/bundle.h"

#define TEXT_MAX 65536

static char text[TEXT_MAX];
static uint8_t room[BUNDLE_MAX];

static struct span
read_script(void)
{
	return (struct span){text, fread(text, 1, sizeof(text), stdin)};
}

static bool
take_field(struct message *m, struct span line)
{
	struct span name = span_cut(&line, '=');

	for (unsigned tag = 1; tag < TAG_COUNT; tag++)
		if (span_is(name, field_rule(tag)->name)) {
			m->field[tag] = line;
			return true;
		}
	fprintf(stderr, "stand_in: no field %.*s\n", (int)name.n, name.p);
	return false;
}

/* The next message of the script: false at its end, or where it is bad. */
static bool
next_message(struct message *m, struct span *rest)
{
	struct span line = span_cut(rest, '\n'), kind;
	uint64_t k, s;

	*m = (struct message){0};
	kind = span_cut(&line, ' ');
	if (!text_decimal(kind, &k) || !text_decimal(line, &s))
		return false;
	m->kind = (enum kind)k;
	m->status = (enum status)s;
	while (rest->p != NULL && (line = span_cut(rest, '\n')).n > 0)
		if (!take_field(m, line))
			return false;
	return true;
}

static int
write_record(void)
{
	struct bundle b = {room, sizeof(room), 0};
	struct span rest = read_script();
	struct message m;

	while (rest.n > 0) {
		if (!next_message(&m, &rest) || bundle_add(&b, &m) < 0)
			return 1;
	}
	return fwrite(b.p, 1, b.n, stdout) == b.n ? 0 : 1;
}

static int
keep(const char *path)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	int fd = open(path, O_RDWR);

	if (fd == -1 || fcntl(fd, F_OFD_SETLK, &lock) == -1)
		return 1;
	puts("kept");
	fflush(stdout);
	for (;;)
		pause();
}

static void
print_heard(size_t n)
{
	struct message m;

	if (wire_parse(&m, room, n) < 0) {
		puts("garbage");
		return;
	}
	printf("%d", (int)m.kind);
	for (unsigned tag = 1; tag < TAG_COUNT; tag++)
		if (m.field[tag].p != NULL)
			printf(" %s=%.*s", field_rule(tag)->name,
			    (int)m.field[tag].n, m.field[tag].p);
	puts("");
}

static void
answer(int client, struct span *rest)
{
	uint8_t buf[MESSAGE_MAX];
	struct span line = *rest;
	struct message m;
	int n;

	if (rest->n == 0)
		return;
	if (next_message(&m, rest)) {
		n = wire_encode(&m, buf, sizeof(buf));
		if (n > 0)
			(void)send(client, buf, (size_t)n, MSG_NOSIGNAL);
	} else
		(void)send(client, line.p, line.n, MSG_NOSIGNAL);
}

/* Its name appears when it listens, lest somebody come too early. */
static int
serve(const char *path, bool hears_out)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	struct span rest = read_script();
	int sock = socket(AF_UNIX, SOCK_SEQPACKET, 0), client;
	ssize_t n;

	snprintf(name.sun_path, sizeof(name.sun_path), "%s.new", path);
	if (bind(sock, (const struct sockaddr *)&name, sizeof(name)) == -1 ||
	    chmod(name.sun_path, 0666) == -1 || listen(sock, 1) == -1 ||
	    rename(name.sun_path, path) == -1 ||
	    (client = accept(sock, NULL, NULL)) == -1)
		return 1;
	do {
		n = recv(client, room, sizeof(room), 0);
		if (n <= 0)
			break;
		print_heard((size_t)n);
		answer(client, &rest);
	} while (rest.n > 0);
	if (!hears_out)
		return 0;
	/* Who has nothing to answer any more hangs up. */
	(void)shutdown(client, SHUT_WR);
	while (n > 0 && (n = recv(client, room, sizeof(room), 0)) > 0)
		print_heard((size_t)n);
	return 0;
}

int
main(int argc, char **argv)
{
	if (argc == 2 && strcmp(argv[1], "record") == 0)
		return write_record();
	if (argc == 3 && strcmp(argv[1], "keep") == 0)
		return keep(argv[2]);
	if (argc == 3 && strcmp(argv[1], "keeper") == 0)
		return serve(argv[2], true);
	if (argc == 3 && strcmp(argv[1], "leaver") == 0)
		return serve(argv[2], false);
	return 2;
}
