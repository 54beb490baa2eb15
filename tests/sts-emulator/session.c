/*
 * Makes and remembers temporary credentials. Called from all connection
 * threads; the one lock guards the list, sessions change in one flag only.
 */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json_object.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

#include "session.h"

enum { TOKEN_PREFIX = 16, TOKEN_RANDOM = 600, SECRET_RANDOM = 30 };

struct entry {
	struct entry *next;
	struct session session;
};

struct session_store {
	pthread_mutex_t lock;
	struct entry *first;
};

struct session_store *
session_store_new(void)
{
	struct session_store *store = calloc(1, sizeof(*store));

	if (store != NULL)
		pthread_mutex_init(&store->lock, NULL);
	return store;
}

void
session_store_free(struct session_store *store)
{
	struct entry *e;

	while ((e = store->first) != NULL) {
		store->first = e->next;
		json_object_put(e->session.transitive);
		free(e);
	}
	pthread_mutex_destroy(&store->lock);
	free(store);
}

static int
key_id_fill(char out[static SESSION_KEY_ID])
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	unsigned char raw[SESSION_KEY_ID - 1];
	size_t i;

	if (RAND_bytes(raw, sizeof(raw)) != 1)
		return -1;
	for (i = 0; i < sizeof(raw); i++)
		out[i] = digits[raw[i] % 32];
	memcpy(out, "ASIA", 4);
	out[sizeof(raw)] = '\0';
	return 0;
}

/* Real tokens carry `+` and `/`; a lucky draw without them is drawn again. */
static int
secrets_fill(struct session *s)
{
	unsigned char raw[TOKEN_RANDOM];

	if (RAND_bytes(raw, SECRET_RANDOM) != 1)
		return -1;
	EVP_EncodeBlock((unsigned char *)s->secret, raw, SECRET_RANDOM);
	memcpy(s->token, "IQoJb3JpZ2luX2Vj", TOKEN_PREFIX);
	do {
		if (RAND_bytes(raw, TOKEN_RANDOM) != 1)
			return -1;
		EVP_EncodeBlock((unsigned char *)s->token + TOKEN_PREFIX, raw,
		    TOKEN_RANDOM);
	} while (
	    strchr(s->token, '+') == NULL || strchr(s->token, '/') == NULL);
	return key_id_fill(s->key_id);
}

const struct session *
session_issue(struct session_store *store, const struct session *draft)
{
	struct entry *e = calloc(1, sizeof(*e));

	if (e != NULL)
		e->session = *draft;
	if (e == NULL || secrets_fill(&e->session) == -1) {
		json_object_put(draft->transitive);
		free(e);
		return NULL;
	}
	pthread_mutex_lock(&store->lock);
	e->next = store->first;
	store->first = e;
	pthread_mutex_unlock(&store->lock);
	return &e->session;
}

const struct session *
session_find(struct session_store *store, const char *id)
{
	struct entry *e;

	pthread_mutex_lock(&store->lock);
	for (e = store->first; e != NULL; e = e->next)
		if (strcmp(e->session.key_id, id) == 0)
			break;
	pthread_mutex_unlock(&store->lock);
	return e == NULL ? NULL : &e->session;
}

bool
session_is_over(const struct session *session, time_t now)
{
	return atomic_load(&session->revoked) || session->expires <= now;
}

bool
session_revoke(struct session_store *store, const char *id)
{
	bool any = id == NULL;
	struct entry *e;

	pthread_mutex_lock(&store->lock);
	for (e = store->first; e != NULL; e = e->next) {
		if (id != NULL && strcmp(e->session.key_id, id) != 0)
			continue;
		atomic_store(&e->session.revoked, true);
		any = true;
	}
	pthread_mutex_unlock(&store->lock);
	return any;
}
