/* Writing IAM policies; pure but for the stream. */

#include <string.h>

#include "cli/json.h"
#include "cli/policy.h"
#include "cli/role.h"
#include "cli/template.h"

#define ARN_SIZE (TEMPLATE_SIZE + 64)

/* The conditions of a statement, those of one operator after each other. */
struct conditions {
	FILE *to;
	const char *operator; /* whose object is open; NULL: none so far */
};

/* A condition's key, whose value comes next. */
static void
add_key(struct conditions *k, const char *operator, struct span key)
{
	if (k->operator== NULL)
		fputs(",\n      \"Condition\": {", k->to);
	if (k->operator!= NULL && strcmp(k->operator, operator) == 0)
		fputs(",\n", k->to);
	else
		fprintf(k->to, "%s\n        \"%s\": {\n",
		    k->operator== NULL ? "" : "\n        },", operator);
	k->operator= operator;
	fputs("          ", k->to);
	json_string(k->to, key);
	fputs(": ", k->to);
}

static void
add(struct conditions *k, const char *operator, struct span key,
    struct span value)
{
	add_key(k, operator, key);
	json_string(k->to, value);
}

static void
end_conditions(struct conditions *k)
{
	if (k->operator!= NULL)
		fputs("\n        }\n      }", k->to);
}

static struct span
value_of(const struct caller *c, enum profile_key key)
{
	return c->profile.value[key];
}

static void
add_tag(struct conditions *k, struct span key, struct span value)
{
	char name[TEMPLATE_SIZE + 32] = "aws:RequestTag/", room[TEMPLATE_SIZE];
	const size_t n = strlen(name);
	/* %% is sent as =25. */
	struct span tag = template_write(name + n, key, "", "=25", false);

	add(k, "StringEquals", (struct span){name, n + tag.n},
	    template_write(room, value, "", "=25", false));
}

/* Tags that are the same in every login. */
static void
add_tags(struct conditions *k, struct span list)
{
	while (list.p != NULL) {
		struct span value = span_item(&list);
		struct span key = span_trim(span_cut(&value, '='));

		value = span_trim(value);
		if (!template_varies(key) && !template_varies(value))
			add_tag(k, key, value);
	}
}

static void
add_external_id(struct conditions *k, const struct caller *c, bool varies)
{
	struct span id = value_of(c, KEY_EXTERNAL_ID);
	char room[TEMPLATE_SIZE];

	if (id.p != NULL && template_varies(id) == varies)
		add(k, varies ? "StringLike" : "StringEquals",
		    span_of("sts:ExternalId"),
		    template_write(room, id, "*", "%", varies));
}

static struct span
account_root(
    char room[static ARN_SIZE], struct span partition, struct span account)
{
	if (account.p == NULL)
		account = span_of(POLICY_NO_ACCOUNT);
	snprintf(room, ARN_SIZE, "arn:%.*s:iam::%.*s:root", (int)partition.n,
	    partition.p, (int)account.n, account.p);
	return span_of(room);
}

/* No principal has a pattern: where its name varies, a condition has it. */
static struct span
principal_arn(char room[static ARN_SIZE], const struct principal *who)
{
	struct role role;

	if (who->arn.p == NULL)
		return account_root(room, who->partition, who->account);
	if (template_varies(who->arn) && role_read(&role, who->arn))
		return account_root(room, role.partition, role.account);
	return template_write(room, who->arn, "", "%", false);
}

static struct span
role_pattern(char room[static ARN_SIZE], const struct principal *who)
{
	return template_write(room, who->arn, "*", "%", true);
}

/* Whom a statement is about. */
enum about { USERS = 1, ROLES = 2, ALL = USERS | ROLES };

static bool
is_about(const struct principal *who, enum about about)
{
	return (about & (who->arn.p == NULL ? USERS : ROLES)) != 0;
}

static unsigned
count_callers(const struct caller *c, enum about about)
{
	unsigned n = 0;

	for (unsigned i = 0; i < c->count; i++)
		n += is_about(&c->who[i], about);
	return n;
}

/* Two roles that vary may be of one account. */
static bool
is_repeated(const struct caller *c, enum about about, unsigned at,
    struct span (*arn)(char *, const struct principal *))
{
	char room[ARN_SIZE], other[ARN_SIZE];
	struct span this = arn(room, &c->who[at]);

	for (unsigned i = 0; i < at; i++)
		if (is_about(&c->who[i], about) &&
		    span_equal(arn(other, &c->who[i]), this))
			return true;
	return false;
}

/* A string; an array, where there are several. */
static void
print_callers(FILE *to, const struct caller *c, enum about about,
    struct span (*arn)(char *, const struct principal *))
{
	bool several = count_callers(c, about) > 1;
	const char *before = several ? "[" : "";
	char room[ARN_SIZE];

	for (unsigned i = 0; i < c->count; i++) {
		if (!is_about(&c->who[i], about) ||
		    is_repeated(c, about, i, arn))
			continue;
		fputs(before, to);
		json_string(to, arn(room, &c->who[i]));
		before = ", ";
	}
	fputs(several ? "]" : "", to);
}

static void
print_conditions(FILE *to, const struct caller *c, enum about about)
{
	struct conditions k = {to, NULL};

	add_external_id(&k, c, false);
	add_tags(&k, value_of(c, KEY_TAGS));
	add_external_id(&k, c, true);
	if (about == ROLES && caller_varies(c)) {
		add_key(&k, "ArnLike", span_of("aws:PrincipalArn"));
		print_callers(to, c, ROLES, role_pattern);
	}
	if (about == USERS && c->with_code)
		add(&k, "Bool", span_of("aws:MultiFactorAuthPresent"),
		    span_of("true"));
	end_conditions(&k);
}

static void
print_principal(FILE *to, const struct caller *c, enum about about)
{
	fputs("    {\n      \"Effect\": \"Allow\",\n"
	      "      \"Principal\": {\"AWS\": ",
	    to);
	print_callers(to, c, about, principal_arn);
	fputs("},\n", to);
}

static bool
tags_session(const struct caller *c)
{
	return value_of(c, KEY_TAGS).p != NULL;
}

/* The user's name unless it was set to nothing. */
static bool
sets_identity(const struct caller *c)
{
	struct span identity = value_of(c, KEY_SOURCE_IDENTITY);

	return identity.p == NULL || identity.n > 0;
}

static void
print_extra_actions(FILE *to, const struct caller *c, const char *before)
{
	if (tags_session(c)) {
		fprintf(to, "%s\"sts:TagSession\"", before);
		before = ", ";
	}
	if (sets_identity(c))
		fprintf(to, "%s\"sts:SetSourceIdentity\"", before);
}

static void
print_start(FILE *to)
{
	fputs("{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n", to);
}

static void
print_assume(FILE *to, const struct caller *c, enum about about)
{
	print_principal(to, c, about);
	fputs("      \"Action\": \"sts:AssumeRole\"", to);
	print_conditions(to, c, about);
	fputs("\n    }", to);
}

void
policy_trust(FILE *to, const struct caller *c)
{
	bool users = count_callers(c, USERS) > 0;
	bool roles = count_callers(c, ROLES) > 0;

	print_start(to);
	/* A role's session never has a code: none may be asked of it, and of
	 * users no less because of it. */
	if (users)
		print_assume(to, c, USERS);
	fputs(users && roles ? ",\n" : "", to);
	if (roles)
		print_assume(to, c, ROLES);
	if (tags_session(c) || sets_identity(c)) {
		fputs(",\n", to);
		print_principal(to, c, ALL);
		fputs("      \"Action\": [", to);
		print_extra_actions(to, c, "");
		fputs("]\n    }", to);
	}
	fputs("\n  ]\n}", to);
}

void
policy_caller(FILE *to, const struct caller *c)
{
	char room[TEMPLATE_SIZE];

	print_start(to);
	fputs("    {\n      \"Effect\": \"Allow\",\n", to);
	fputs("      \"Action\": [\"sts:AssumeRole\"", to);
	print_extra_actions(to, c, ", ");
	fputs("],\n      \"Resource\": ", to);
	json_string(to,
	    template_write(room, value_of(c, KEY_ROLE_ARN), "*", "%", true));
	fputs("\n    }\n  ]\n}", to);
}
