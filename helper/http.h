/*
 * HTTPS to STS, by libcurl.  The connection is made while the user types: a
 * request leaves when its gate is open, and only then does the clock start.
 *
 * One code, one call: a request with a code is handed to the network at most
 * once, whatever happens to it afterwards.
 */

#ifndef HELPER_HTTP_H
#define HELPER_HTTP_H

#include "common/text.h"
#include "helper/verdict.h"

struct gate;
struct request;

/* Four times an answer with the longest token; json-c makes much of little. */
#define HTTP_BODY_MAX (128 * 1024)

struct http_settings {
	const char *proxy; /* NULL: none; the environment is never asked */
	const char *ca_file, *ca_path; /* both NULL: the system's directory */
	unsigned connect_timeout; /* seconds */
};

struct http_answer {
	long status;
	struct span body; /* until the next exchange */
	char request_id[80];
	int64_t date; /* of the Date header; 0: none */
};

/* One per process; settings and gate are borrowed.  0, or -1 when libcurl
 * will not start or does not know an option that we rely on. */
int http_start(const struct http_settings *, struct gate *);

enum http_result { HTTP_DONE, HTTP_FAILED, HTTP_LEFT };

/*
 * Send the request and take in the answer.  HTTP_FAILED fills the verdict;
 * HTTP_LEFT: the gate said to leave.
 */
enum http_result http_exchange(
    struct request *, struct http_answer *, struct verdict *);

/* Forget what came in. */
void http_wipe(void);

#endif
