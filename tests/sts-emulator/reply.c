/*
 * Holds one HTTP answer between the code that words it and the server that
 * sends it.
 */
#include <stdio.h>
#include <string.h>

#include <json-c/printbuf.h>
#include <openssl/rand.h>

#include "reply.h"

static int
request_id_fill(char out[static REPLY_ID])
{
	unsigned char r[16];
	size_t i, at = 0;

	if (RAND_bytes(r, sizeof(r)) != 1)
		return -1;
	r[6] = (unsigned char)((r[6] & 0x0f) | 0x40);
	r[8] = (unsigned char)((r[8] & 0x3f) | 0x80);
	for (i = 0; i < sizeof(r); i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			out[at++] = '-';
		snprintf(out + at, 3, "%02x", r[i]);
		at += 2;
	}
	return 0;
}

int
reply_begin(struct reply *reply)
{
	*reply = (struct reply){.status = 200, .body = printbuf_new()};
	if (reply->body == NULL)
		return -1;
	return request_id_fill(reply->request_id);
}

void
reply_free(struct reply *reply)
{
	printbuf_free(reply->body);
	reply->body = NULL;
}

void
reply_text(struct reply *reply, int status, const char *type, const char *text)
{
	reply->status = status;
	reply->type = type;
	printbuf_reset(reply->body);
	printbuf_memappend(reply->body, text, (int)strlen(text));
}
