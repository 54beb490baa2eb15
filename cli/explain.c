/* pam-sts explain: what a login would do, and what IAM must allow for it.
 * Run by anybody; it sends nothing to anybody. */

#include <getopt.h>
#include <stddef.h>

#include "cli/commands.h"
#include "cli/configuration.h"
#include "cli/explanation.h"
#include "cli/message.h"
#include "cli/trust_policy.h"

struct arguments {
	struct question question;
	const char *trust_policy; /* a profile; NULL: a login is asked about */
	const char *conf; /* a file; NULL: what is installed */
	bool json;
};

static int
wrong(const char *what)
{
	return message_usage("explain", what);
}

static int
take_option(struct arguments *a, int option)
{
	switch (option) {
	case 't':
		a->question.target = optarg;
		return DONE;
	case 'r':
		a->question.rhost = optarg;
		return DONE;
	case 'y':
		a->question.tty = optarg;
		return DONE;
	case 'p':
		a->trust_policy = optarg;
		return DONE;
	case 'c':
		a->conf = optarg;
		return DONE;
	case 'j':
		a->json = true;
		return DONE;
	case ':':
		return wrong("an option lacks its value");
	default:
		return wrong("an option that does not exist");
	}
}

/* No part of a login may be asked about together with a policy. */
static bool
is_login(const struct question *q)
{
	return q->target != NULL || q->rhost != NULL || q->tty != NULL;
}

static int
read_arguments(struct arguments *a, int argc, char **argv)
{
	static const struct option options[] = {
	    {"target", required_argument, NULL, 't'},
	    {"rhost", required_argument, NULL, 'r'},
	    {"tty", required_argument, NULL, 'y'},
	    {"trust-policy", required_argument, NULL, 'p'},
	    {"conf", required_argument, NULL, 'c'},
	    {"json", no_argument, NULL, 'j'},
	    {NULL, 0, NULL, 0},
	};
	int option, r = DONE;

	while (r == DONE &&
	    (option = getopt_long(argc, argv, ":", options, NULL)) != -1)
		r = take_option(a, option);
	if (r != DONE)
		return r;
	if (a->trust_policy != NULL)
		return argc == optind && !is_login(&a->question) ?
		    DONE :
		    wrong("--trust-policy takes a profile, --conf "
			  "and --json only");
	if (argc - optind != 2)
		return wrong("expected a user and a service");
	a->question.user = argv[optind];
	a->question.service = argv[optind + 1];
	return DONE;
}

static int
explain(const struct configuration *conf, const struct arguments *a)
{
	static struct explanation e;
	int r = facts_find(&e.subject, &a->question);

	if (r != DONE)
		return r;
	decision_make(&e.decision, &conf->all, &e.subject.facts);
	if (e.decision.choice.outcome == OUTCOME_PROFILE)
		r = calls_compose(&e.calls, conf, &e.subject, &e.decision);
	if (r != DONE)
		return r;
	if (a->json)
		explanation_print_json(&e);
	else
		explanation_print_text(&e);
	return DONE;
}

int
command_explain(int argc, char **argv)
{
	struct arguments a = {.json = false};
	struct configuration conf;
	int r = read_arguments(&a, argc, argv);

	if (r != DONE)
		return r;
	if (configuration_load(&conf, a.conf) > 0)
		return message("the configuration has errors: %s",
		    a.conf == NULL ? "every login would fail" :
				     "it explains nothing");
	return a.trust_policy != NULL ?
	    trust_policy(&conf, a.trust_policy, a.json) :
	    explain(&conf, &a);
}
