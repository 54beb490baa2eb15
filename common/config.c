/* The line grammar of configuration files; pure. */

#include <string.h>

#include "common/config.h"

static enum config_item
bad(struct config_line *l, const char *what, struct span text)
{
	l->error = (struct config_error){l->file, l->line, what, text};
	return CONFIG_BAD;
}

static bool
starts_comment(struct span s, size_t at)
{
	return (s.p[at] == '#' || s.p[at] == ';') &&
	    (at == 0 || s.p[at - 1] == ' ' || s.p[at - 1] == '\t');
}

static struct span
without_comment(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (starts_comment(s, i))
			s.n = i;
	return s;
}

/* Text, tabs and UTF-8 only: a NUL or an escape hides what a line says. */
static bool
is_readable(struct span s)
{
	for (size_t i = 0; i < s.n; i++)
		if (((unsigned char)s.p[i] < ' ' && s.p[i] != '\t') ||
		    s.p[i] == 0x7f)
			return false;
	return true;
}

static struct span
first_word(struct span s)
{
	size_t n = 0;

	while (n < s.n && s.p[n] != ' ' && s.p[n] != '\t')
		n++;
	return (struct span){s.p, n};
}

static enum config_item
read_section(struct config_line *l, struct span s)
{
	struct span inner = {s.p + 1, s.n - 1};

	if (s.p[s.n - 1] != ']')
		return bad(l, "a section ends with ]", s);
	inner.n--;
	inner = span_trim(inner);
	l->key = first_word(inner);
	if (l->key.n < inner.n)
		l->value = span_trim(
		    (struct span){inner.p + l->key.n, inner.n - l->key.n});
	if (l->key.n == 0)
		return bad(l, "a section has a name", s);
	return CONFIG_SECTION;
}

static enum config_item
read_entry(struct config_line *l, struct span s)
{
	struct span rest = s;

	l->key = span_trim(span_cut(&rest, '='));
	if (rest.p == NULL)
		return bad(l, "expected key = value", s);
	l->value = span_trim(rest);
	if (l->key.n == 0)
		return bad(l, "no key before =", s);
	return CONFIG_ENTRY;
}

static enum config_item
read_mark(struct config_cursor *c, struct config_line *l, struct span s)
{
	c->file = (struct span){s.p + 1, s.n - 1};
	c->line = 0;
	*l = (struct config_line){.file = c->file, .value = c->file};
	return CONFIG_FILE;
}

enum config_item
config_next(struct config_cursor *c, struct config_line *l)
{
	while (c->rest.p != NULL) {
		struct span s = span_cut(&c->rest, '\n');

		if (s.n > 0 && s.p[0] == CONFIG_MARK)
			return read_mark(c, l, s);
		*l = (struct config_line){.file = c->file, .line = ++c->line};
		if (s.n > 0 && s.p[s.n - 1] == '\r')
			s.n--;
		if (!is_readable(s))
			return bad(l, "control character in line", s);
		s = span_trim(without_comment(s));
		if (s.n == 0)
			continue;
		return s.p[0] == '[' ? read_section(l, s) : read_entry(l, s);
	}
	return CONFIG_END;
}

bool
config_is_included(struct span name)
{
	static const char suffix[] = ".conf";
	size_t n = sizeof(suffix) - 1;

	return name.n > n && name.p[0] != '.' &&
	    memcmp(name.p + name.n - n, suffix, n) == 0;
}

const char *
config_append(
    char *room, size_t cap, size_t *used, const char *path, struct span file)
{
	static const char mark = CONFIG_MARK;
	const struct span parts[] = {
	    {&mark, 1}, span_of(path), {"\n", 1}, file, {"\n", 1}};
	size_t n = *used;

	if (memchr(path, '\n', strlen(path)) != NULL)
		return "its name has a line end";
	if (file.n > 0 && memchr(file.p, mark, file.n) != NULL)
		return "it has a form feed";
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		if (parts[i].n > cap - n)
			return "the files are 262144 bytes at the most";
		if (parts[i].n > 0)
			memcpy(room + n, parts[i].p, parts[i].n);
		n += parts[i].n;
	}
	*used = n;
	return NULL;
}
