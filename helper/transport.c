/* Settling how STS is reached. */

#include "common/limits.h"
#include "helper/transport.h"

static const char *
path_of(const struct profile *p, enum profile_key key, char *room, size_t cap)
{
	if (p->value[key].p == NULL || !span_copy(room, cap, p->value[key]))
		return NULL;
	return room;
}

void
transport_settle(struct transport *t, const struct profile *p)
{
	t->http.proxy = path_of(p, KEY_PROXY, t->proxy, sizeof(t->proxy));
	t->http.ca_file =
	    path_of(p, KEY_CA_FILE, t->ca_file, sizeof(t->ca_file));
	t->http.ca_path =
	    path_of(p, KEY_CA_PATH, t->ca_path, sizeof(t->ca_path));
	t->http.connect_timeout =
	    profile_number(p, KEY_CONNECT_TIMEOUT, CONNECT_TIMEOUT_DEFAULT);
	t->gate.timeout = profile_number(p, KEY_TIMEOUT, TIMEOUT_DEFAULT);
}

int
transport_start(struct transport *t, int fd, int (*fetch)(void *ctx), void *ctx,
    struct verdict *v)
{
	t->gate.fd = fd;
	t->gate.fetch = fetch;
	t->gate.ctx = ctx;
	if (http_start(&t->http, &t->gate) < 0)
		return verdict_set(
		    v, STATUS_UNAVAILABLE, "libcurl cannot start");
	if (fetch == NULL)
		gate_open(&t->gate);
	return 0;
}
