/*
 * An HTTP answer ready to be sent, and the manner of sending it.
 */
#ifndef REPLY_H
#define REPLY_H

struct printbuf;

enum { REPLY_ID = 36 + 1 };

enum reply_manner {
	REPLY_WHOLE,
	REPLY_HALF, /* promise all of the body, send half */
	REPLY_NOTHING, /* close the connection */
	REPLY_RESET, /* reset the connection */
};

struct reply {
	int status;
	const char *type; /* a literal; NULL: no header */
	char location[256]; /* empty: no header */
	char request_id[REPLY_ID];
	struct printbuf *body;
	enum reply_manner manner;
	long delay_ms, trickle_ms;
	long idle_close_ms; /* 0: keep the connection */
};

/* 0, or -1 without memory or randomness; free either way. */
int reply_begin(struct reply *);
void reply_free(struct reply *);

/* A short plain text as the whole answer. */
void reply_text(struct reply *, int status, const char *type, const char *text);

#endif
