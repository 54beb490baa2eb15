/*
 * Remembers what was asked. Called from all connection threads.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <json-c/json.h>
#include <json-c/printbuf.h>

#include "calllog.h"

struct calllog {
	pthread_mutex_t lock;
	struct printbuf *text;
	FILE *file;
};

struct calllog *
calllog_new(const char *path)
{
	struct calllog *log = calloc(1, sizeof(*log));

	if (log == NULL)
		return NULL;
	log->text = printbuf_new();
	if (path != NULL && (log->file = fopen(path, "ae")) == NULL) {
		perror(path);
		printbuf_free(log->text);
		free(log);
		return NULL;
	}
	pthread_mutex_init(&log->lock, NULL);
	return log;
}

void
calllog_free(struct calllog *log)
{
	if (log->file != NULL)
		fclose(log->file);
	printbuf_free(log->text);
	pthread_mutex_destroy(&log->lock);
	free(log);
}

void
calllog_append(struct calllog *log, struct json_object *entry)
{
	const char *line = json_object_to_json_string_ext(
	    entry, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE);

	pthread_mutex_lock(&log->lock);
	printbuf_memappend(log->text, line, (int)strlen(line));
	printbuf_memappend(log->text, "\n", 1);
	if (log->file != NULL) {
		fprintf(log->file, "%s\n", line);
		fflush(log->file);
	}
	pthread_mutex_unlock(&log->lock);
	json_object_put(entry);
}

char *
calllog_text(struct calllog *log)
{
	char *copy;

	pthread_mutex_lock(&log->lock);
	copy = strdup(log->text->buf);
	pthread_mutex_unlock(&log->lock);
	return copy;
}

void
calllog_clear(struct calllog *log)
{
	pthread_mutex_lock(&log->lock);
	printbuf_reset(log->text);
	pthread_mutex_unlock(&log->lock);
}
