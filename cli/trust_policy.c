/* Printing what IAM must allow; run by anybody. */

#include <stdio.h>
#include <stdlib.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/policy.h"
#include "cli/policy_note.h"
#include "cli/role.h"
#include "cli/template.h"
#include "cli/trust_policy.h"
#include "common/limits.h"

#define NAME_SIZE (2 * TEMPLATE_SIZE)

/* All that is printed of one profile. */
struct grant {
	struct caller caller;
	struct role role;
	unsigned max_duration, notes;
	struct policy_note note[POLICY_NOTES];
	char *trust, *permission; /* JSON */
};

/* IAM's MaxSessionDuration has these bounds, too. */
static unsigned
max_duration(const struct profile *p)
{
	bool own_key = span_is(p->value[KEY_CREDENTIAL_SOURCE], "UserKey");
	unsigned cap = own_key ? DURATION_ROLE_MAX : DURATION_CHAINED_MAX;
	unsigned asked =
	    profile_number(p, KEY_DURATION_SECONDS, DURATION_CHAINED_MAX);

	return asked > cap		 ? cap :
	    asked > DURATION_CHAINED_MAX ? asked :
					   DURATION_CHAINED_MAX;
}

/* In memory, as it is quoted on its way out; NULL when there is no memory. */
static char *
compose(
    void (*write)(FILE *, const struct caller *), const struct caller *caller)
{
	char *text = NULL;
	size_t n;
	FILE *to = open_memstream(&text, &n);

	if (to == NULL)
		return NULL;
	write(to, caller);
	if (fclose(to) == 0)
		return text;
	free(text);
	return NULL;
}

/* One word for a shell, whatever is in it. */
static void
print_word(struct span s)
{
	putchar('\'');
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] == '\'')
			fputs("'\\''", stdout);
		else
			putchar(s.p[i]);
	putchar('\'');
}

static void
print_option(const char *option, struct span value)
{
	char room[TEMPLATE_SIZE];

	printf(" \\\n    --%s ", option);
	print_word(template_write(room, value, POLICY_VARIES, "%", false));
}

static void
print_document(const char *option, const char *json)
{
	printf(" \\\n    --%s ", option);
	print_word(span_of(json));
	putchar('\n');
}

/* The permission's name: roles of two accounts may share theirs. */
static struct span
permission_name(char room[static NAME_SIZE], const struct role *role)
{
	char name[TEMPLATE_SIZE];
	struct span s =
	    template_write(name, role->name, POLICY_VARIES, "%", false);

	snprintf(room, NAME_SIZE, "assume-%.*s%s%.*s", (int)s.n, s.p,
	    role->account.n > 0 ? "-" : "", (int)role->account.n,
	    role->account.p);
	return span_of(room);
}

static void
print_account(struct span account, const char *who)
{
	if (account.n > 0)
		printf(
		    "# In account %.*s, %s:\n", (int)account.n, account.p, who);
	else
		printf("# In the account of the users, %s:\n", who);
}

static void
print_role(const struct grant *g)
{
	if (g->role.account.n > 0)
		print_account(g->role.account, "the role");
	printf("aws iam create-role");
	if (g->role.path.p != NULL)
		print_option("path", g->role.path);
	print_option("role-name", g->role.name);
	printf(" \\\n    --max-session-duration %u", g->max_duration);
	print_document("assume-role-policy-document", g->trust);
}

static void
print_permission(const struct grant *g, const struct principal *who)
{
	char room[NAME_SIZE];
	struct role role;

	putchar('\n');
	if (who->arn.p != NULL && role_read(&role, who->arn)) {
		print_account(role.account, "the role that assumes it");
		printf("aws iam put-role-policy");
		print_option("role-name", role.name);
	} else {
		print_account(who->account,
		    "for the users, to be attached to them or to a group");
		printf("aws iam create-policy");
	}
	printf(" \\\n    --policy-name ");
	print_word(permission_name(room, &g->role));
	print_document("policy-document", g->permission);
}

static void
print_commands(const struct grant *g)
{
	for (unsigned i = 0; i < g->notes; i++)
		printf("# %s\n", g->note[i].text);
	print_role(g);
	for (unsigned i = 0; i < g->caller.count; i++)
		print_permission(g, &g->caller.who[i]);
}

static void
print_json_name(const char *before, const char *name, struct span value)
{
	char room[TEMPLATE_SIZE];

	json_name(stdout, before, name);
	json_text(stdout,
	    value.p == NULL ?
		value :
		template_write(room, value, POLICY_VARIES, "%", false));
}

/* Names of roles, and null for users. */
static void
print_json_callers(const struct caller *c)
{
	json_name(stdout, ",\n", "caller_role_names");
	for (unsigned i = 0; i < c->count; i++) {
		struct role role = {.name = {NULL, 0}};
		char room[TEMPLATE_SIZE];

		fputs(i == 0 ? "[" : ", ", stdout);
		(void)role_read(&role, c->who[i].arn);
		json_text(stdout,
		    role.name.p == NULL ? role.name :
					  template_write(room, role.name,
					      POLICY_VARIES, "%", false));
	}
	putchar(']');
}

static void
print_json_notes(const struct grant *g)
{
	json_name(stdout, ",\n", "notes");
	putchar('[');
	for (unsigned i = 0; i < g->notes; i++) {
		fputs(i == 0 ? "" : ",\n  ", stdout);
		json_string(stdout, span_of(g->note[i].text));
	}
	putchar(']');
}

static void
print_json(const struct grant *g)
{
	char room[NAME_SIZE];

	print_json_name("{", "profile", g->caller.profile.name);
	print_json_name(", ", "account", g->role.account);
	print_json_name(", ", "path", g->role.path);
	print_json_name(", ", "role_name", g->role.name);
	json_name(stdout, ", ", "max_session_duration");
	printf("%u", g->max_duration);
	json_name(stdout, ",\n", "trust_policy");
	fputs(g->trust, stdout);
	print_json_callers(&g->caller);
	json_name(stdout, ", ", "caller_policy_name");
	json_text(stdout, permission_name(room, &g->role));
	json_name(stdout, ",\n", "caller_policy");
	fputs(g->permission, stdout);
	print_json_notes(g);
	puts("}");
}

static int
print(struct grant *g, bool json)
{
	g->trust = compose(policy_trust, &g->caller);
	g->permission = compose(policy_caller, &g->caller);
	if (g->trust == NULL || g->permission == NULL)
		return message("there is no memory: try again");
	if (json)
		print_json(g);
	else
		print_commands(g);
	for (unsigned i = 0; i < g->notes; i++)
		if (g->note[i].warning)
			(void)message("%s", g->note[i].text);
	return DONE;
}

int
trust_policy(const struct configuration *conf, const char *name, bool json)
{
	static struct grant g;
	struct profile p;
	struct span arn;
	int r;

	if (!profile_find(&p, &conf->all, span_of(name)))
		return message("there is no profile \"%s\"", name);
	arn = p.value[KEY_ROLE_ARN];
	if (arn.p == NULL)
		return message("profile %s has no role_arn: GetSessionToken "
			       "needs no trust policy",
		    name);
	(void)role_read(&g.role, arn);
	caller_find(&g.caller, &conf->all, &p);
	g.notes = policy_notes(g.note, &g.caller);
	g.max_duration = max_duration(&p);
	r = print(&g, json);
	free(g.trust);
	free(g.permission);
	return r;
}
