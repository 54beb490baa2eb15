/*
 * Spells outcomes as STS does in XML and JSON, and as Ceph's gateway does.
 * Results are json-c trees; in XML a double is a date, a null is left out.
 */
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include <json-c/json.h>
#include <json-c/printbuf.h>

#include "answer.h"
#include "outcome.h"
#include "wallclock.h"

static const char xmlns[] = "https://sts.amazonaws.com/doc/2011-06-15/";
static const char declaration[] = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/* How XML is laid out: STS indents and ends lines, the gateway does not. */
struct layout {
	struct printbuf *out;
	bool indents;
	int depth;
};

static void
text_append(struct printbuf *out, const char *s)
{
	printbuf_memappend(out, s, (int)strlen(s));
}

static void
text_escape(struct printbuf *out, const char *s)
{
	for (; *s != '\0'; s++) {
		switch (*s) {
		case '&':
			text_append(out, "&amp;");
			break;
		case '<':
			text_append(out, "&lt;");
			break;
		case '>':
			text_append(out, "&gt;");
			break;
		default:
			printbuf_memappend(out, s, 1);
		}
	}
}

static void
line_begin(const struct layout *l)
{
	int i;

	for (i = 0; l->indents && i < l->depth; i++)
		text_append(l->out, "  ");
}

static void
line_end(const struct layout *l)
{
	if (l->indents)
		text_append(l->out, "\n");
}

static void
element_open(struct layout *l, const char *name, bool with_namespace)
{
	line_begin(l);
	sprintbuf(l->out, "<%s", name);
	if (with_namespace)
		sprintbuf(l->out, " xmlns=\"%s\"", xmlns);
	text_append(l->out, ">");
	line_end(l);
	l->depth++;
}

static void
element_close(struct layout *l, const char *name)
{
	l->depth--;
	line_begin(l);
	sprintbuf(l->out, "</%s>", name);
	line_end(l);
}

static void
element_text(struct layout *l, const char *name, const char *text)
{
	line_begin(l);
	sprintbuf(l->out, "<%s>", name);
	text_escape(l->out, text);
	sprintbuf(l->out, "</%s>", name);
	line_end(l);
}

static void
leaf_write(struct layout *l, const char *name, struct json_object *leaf)
{
	char date[WALLCLOCK_ISO];

	if (json_object_is_type(leaf, json_type_double)) {
		wallclock_iso((time_t)json_object_get_double(leaf), date);
		element_text(l, name, date);
	} else if (leaf != NULL) {
		element_text(l, name, json_object_get_string(leaf));
	}
}

/* Recursion ends with the results' own depth of three. */
static void
members_write(struct layout *l, struct json_object *tree)
{
	struct json_object_iterator i = json_object_iter_begin(tree);
	struct json_object_iterator end = json_object_iter_end(tree);

	for (; !json_object_iter_equal(&i, &end); json_object_iter_next(&i)) {
		const char *name = json_object_iter_peek_name(&i);
		struct json_object *value = json_object_iter_peek_value(&i);

		if (!json_object_is_type(value, json_type_object)) {
			leaf_write(l, name, value);
			continue;
		}
		element_open(l, name, false);
		members_write(l, value);
		element_close(l, name);
	}
}

static const char *
fault_party(const struct outcome *o)
{
	return o->status < 500 ? "Sender" : "Receiver";
}

static void
xml_error(struct layout *l, const struct outcome *o, const char *id)
{
	element_open(l, "ErrorResponse", true);
	element_open(l, "Error", false);
	element_text(l, "Type", fault_party(o));
	element_text(l, "Code", o->code);
	element_text(l, "Message", o->message == NULL ? "" : o->message);
	element_close(l, "Error");
	element_text(l, "RequestId", id);
	element_close(l, "ErrorResponse");
}

static void
xml_result(struct layout *l, const char *action, struct json_object *result,
    const char *id)
{
	char response[96], inner[96];

	snprintf(response, sizeof(response), "%sResponse", action);
	snprintf(inner, sizeof(inner), "%sResult", action);
	element_open(l, response, l->indents);
	element_open(l, inner, false);
	members_write(l, result);
	element_close(l, inner);
	element_open(l, "ResponseMetadata", false);
	element_text(l, "RequestId", id);
	element_close(l, "ResponseMetadata");
	element_close(l, response);
}

static struct json_object *
json_tree(const char *action, const struct outcome *o, const char *id)
{
	struct json_object *tree = json_object_new_object();
	struct json_object *inner = json_object_new_object();
	struct json_object *meta = json_object_new_object();
	char name[96];

	json_object_object_add(meta, "RequestId", json_object_new_string(id));
	snprintf(name, sizeof(name), "%sResult", action);
	json_object_object_add(inner, name, json_object_get(o->result));
	json_object_object_add(inner, "ResponseMetadata", meta);
	snprintf(name, sizeof(name), "%sResponse", action);
	json_object_object_add(tree, name, inner);
	return tree;
}

static struct json_object *
json_error_tree(const struct outcome *o, const char *id)
{
	struct json_object *tree = json_object_new_object();
	struct json_object *error = json_object_new_object();

	json_object_object_add(error, "Code", json_object_new_string(o->code));
	json_object_object_add(error, "Message",
	    json_object_new_string(o->message == NULL ? "" : o->message));
	json_object_object_add(
	    error, "Type", json_object_new_string(fault_party(o)));
	json_object_object_add(tree, "Error", error);
	json_object_object_add(tree, "RequestId", json_object_new_string(id));
	return tree;
}

static void
json_write(struct printbuf *out, const char *action, const struct outcome *o,
    const char *id)
{
	struct json_object *tree =
	    o->code != NULL ? json_error_tree(o, id) : json_tree(action, o, id);

	text_append(out,
	    json_object_to_json_string_ext(
		tree, JSON_C_TO_STRING_PLAIN | JSON_C_TO_STRING_NOSLASHESCAPE));
	json_object_put(tree);
}

static void
rgw_error(struct layout *l, const struct outcome *o, const char *id)
{
	element_open(l, "Error", false);
	element_text(l, "Code", o->code);
	element_text(l, "Message", "");
	element_text(l, "RequestId", id);
	element_text(l, "HostId", "1043-default-default");
	element_close(l, "Error");
}

void
answer_write(struct printbuf *out, enum answer_dialect dialect,
    const char *action, const struct outcome *o, const char *id)
{
	struct layout l = {out, dialect == ANSWER_XML, 0};

	if (dialect == ANSWER_JSON) {
		json_write(out, action, o, id);
		return;
	}
	if (dialect == ANSWER_RGW)
		text_append(out, declaration);
	if (o->code == NULL)
		xml_result(&l, action, o->result, id);
	else if (dialect == ANSWER_RGW)
		rgw_error(&l, o, id);
	else
		xml_error(&l, o, id);
}

const char *
answer_type(enum answer_dialect dialect)
{
	return dialect == ANSWER_JSON ? "application/json" :
	    dialect == ANSWER_RGW     ? "application/xml" :
					"text/xml";
}
