/*
 * /dev/log of the private host: appends each syslog message to a file, one a
 * line.  Usage: logsink SOCKET FILE.  Ends by SIGTERM.
 */

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int
main(int argc, char **argv)
{
	struct sockaddr_un a = {.sun_family = AF_UNIX};
	char line[8192];
	int s, out;
	ssize_t n;

	if (argc != 3 || strlen(argv[1]) >= sizeof(a.sun_path))
		return 2;
	strcpy(a.sun_path, argv[1]);
	s = socket(AF_UNIX, SOCK_DGRAM, 0);
	out = open(argv[2], O_WRONLY | O_CREAT | O_APPEND, 0600);
	if (s == -1 || out == -1 ||
	    bind(s, (struct sockaddr *)&a, sizeof(a)) == -1 ||
	    chmod(argv[1], 0666) == -1)
		return 1;
	puts("ready");
	fflush(stdout);
	while ((n = recv(s, line, sizeof(line) - 1, 0)) >= 0) {
		line[n] = '\n';
		if (write(out, line, (size_t)n + 1) == -1)
			return 1;
	}
	return 1;
}
