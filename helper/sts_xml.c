/* Reading XML answers, by expat. */

#include <stdio.h>
#include <string.h>
#include <expat.h>

#include "helper/heap.h"
#include "helper/sts_xml.h"

#define DEPTH_MAX 16

struct xml {
	XML_Parser parser;
	struct sts_answer *answer;
	const char *wrong;
	unsigned depth;
	int leaf; /* being read; -1: none */
	size_t n;
	char path[STS_PATH_MAX];
	char text[32 * 1024];
};

static void
stop(struct xml *x, const char *wrong)
{
	x->wrong = wrong;
	XML_StopParser(x->parser, XML_FALSE);
}

static void
on_start(void *ctx, const XML_Char *name, const XML_Char **attributes)
{
	struct xml *x = ctx;
	const char *colon = strrchr(name, ':');
	size_t used = strlen(x->path);

	(void)attributes;
	if (++x->depth > DEPTH_MAX ||
	    snprintf(x->path + used, sizeof(x->path) - used, "/%s",
		colon == NULL ? name : colon + 1) >=
		(int)(sizeof(x->path) - used)) {
		stop(x, "XML too deep");
		return;
	}
	if (x->leaf >= 0) {
		stop(x, "an element where text was expected");
		return;
	}
	x->leaf = sts_answer_find(x->answer, x->path + 1);
	x->n = 0;
}

static void
on_text(void *ctx, const XML_Char *s, int n)
{
	struct xml *x = ctx;

	if (x->leaf < 0)
		return;
	if ((size_t)n > sizeof(x->text) - x->n) {
		stop(x, "an element is too long");
		return;
	}
	memcpy(x->text + x->n, s, (size_t)n);
	x->n += (size_t)n;
}

static void
on_end(void *ctx, const XML_Char *name)
{
	struct xml *x = ctx;
	struct span text = {x->text, x->n};

	(void)name;
	x->depth--;
	*strrchr(x->path, '/') = '\0';
	if (x->leaf >= 0 &&
	    !sts_answer_add(
		x->answer, (enum sts_leaf)x->leaf, sts_answer_trim(text)))
		stop(x, "an element is too long or stands twice");
	x->leaf = -1;
}

/* No answer of STS has one; entities and their bombs begin here. */
static void
on_doctype(void *ctx, const XML_Char *name, const XML_Char *system_id,
    const XML_Char *public_id, int has_subset)
{
	(void)name;
	(void)system_id;
	(void)public_id;
	(void)has_subset;
	stop(ctx, "XML with a document type");
}

const char *
sts_xml_read(struct sts_answer *a, struct span body)
{
	static const XML_Memory_Handling_Suite wiping = {
	    heap_malloc, heap_realloc, heap_free};
	struct xml x = {.answer = a, .leaf = -1};

	x.parser = XML_ParserCreate_MM(NULL, &wiping, NULL);
	if (x.parser == NULL)
		return "out of memory";
	XML_SetUserData(x.parser, &x);
	XML_SetElementHandler(x.parser, on_start, on_end);
	XML_SetCharacterDataHandler(x.parser, on_text);
	XML_SetStartDoctypeDeclHandler(x.parser, on_doctype);
	if (XML_Parse(x.parser, body.p, (int)body.n, XML_TRUE) !=
		XML_STATUS_OK &&
	    x.wrong == NULL)
		x.wrong = "malformed XML";
	XML_ParserFree(x.parser);
	explicit_bzero(x.text, sizeof(x.text));
	return x.wrong;
}
