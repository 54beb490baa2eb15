/* Resolving STS's endpoint; pure. */

#include <stdio.h>
#include <string.h>

#include "common/url.h"
#include "helper/buffer.h"
#include "helper/endpoint.h"

/* Partitions by the shape of their regions' names: PREFIX-word-digits. */
static const struct partition {
	const char *name;
	const char *prefixes; /* separated by '|' */
	const char *pseudo; /* the region that stands for all of it */
	const char *suffix, *dualstack;
} partitions[] = {
    {"aws", "us|eu|ap|sa|ca|me|af|il|mx", "aws-global", "amazonaws.com",
	"api.aws"},
    {"aws-cn", "cn", "aws-cn-global", "amazonaws.com.cn",
	"api.amazonwebservices.com.cn"},
    {"aws-eusc", "eusc-de", NULL, "amazonaws.eu", "api.amazonwebservices.eu"},
    {"aws-iso", "us-iso", "aws-iso-global", "c2s.ic.gov", "api.aws.ic.gov"},
    {"aws-iso-b", "us-isob", "aws-iso-b-global", "sc2s.sgov.gov",
	"api.aws.scloud"},
    {"aws-iso-e", "eu-isoe", "aws-iso-e-global", "cloud.adc-e.uk",
	"api.cloud-aws.adc-e.uk"},
    {"aws-iso-f", "us-isof", "aws-iso-f-global", "csp.hci.ic.gov",
	"api.aws.hci.ic.gov"},
    {"aws-us-gov", "us-gov", "aws-us-gov-global", "amazonaws.com", "api.aws"},
};

/* Regions whose legacy endpoint is the global one. */
static const char *const legacy[] = {"ap-northeast-1", "ap-south-1",
    "ap-southeast-1", "ap-southeast-2", "aws-global", "ca-central-1",
    "eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3",
    "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2"};

/* Is it PREFIX-word-digits?  A word has no '-'. */
static bool
has_shape(struct span region, struct span prefix)
{
	struct span word, number;

	if (region.n <= prefix.n || region.p[prefix.n] != '-' ||
	    memcmp(region.p, prefix.p, prefix.n) != 0)
		return false;
	number =
	    (struct span){region.p + prefix.n + 1, region.n - prefix.n - 1};
	word = span_cut(&number, '-');
	return word.n > 0 && number.n > 0 && text_in_set(word, "a-z0-9") &&
	    text_in_set(number, "0-9");
}

static const struct partition *
find_partition(struct span region)
{
	for (size_t i = 0; i < sizeof(partitions) / sizeof(partitions[0]);
	     i++) {
		struct span list = span_of(partitions[i].prefixes);

		if (span_equal(region, span_of(partitions[i].pseudo)))
			return &partitions[i];
		while (list.p != NULL)
			if (has_shape(region, span_cut(&list, '|')))
				return &partitions[i];
	}
	return &partitions[0];
}

static bool
is_legacy(struct span region)
{
	for (size_t i = 0; i < sizeof(legacy) / sizeof(legacy[0]); i++)
		if (span_is(region, legacy[i]))
			return true;
	return false;
}

static bool
is_label(struct span s)
{
	return s.n >= 1 && s.n <= 63 && text_in_set(s, "a-z0-9-") &&
	    s.p[0] != '-' && s.p[s.n - 1] != '-';
}

/* The Host header has the port unless it is the scheme's own. */
static struct span
host_header(const struct url *u)
{
	return span_is(u->port, u->tls ? "443" : "80") ? u->host : u->authority;
}

static const char *
from_url(struct endpoint *e, const struct endpoint_query *q)
{
	struct buffer url = {e->url, sizeof(e->url), 0, false};
	struct buffer path = {e->path, sizeof(e->path), 0, false};
	struct url u;

	if (q->fips || q->dualstack)
		return "endpoint_url goes with neither use_fips_endpoint nor "
		       "use_dualstack_endpoint";
	if (!url_read(&u, q->url) ||
	    !span_copy(e->host, sizeof(e->host), host_header(&u)))
		return "endpoint_url is not https://HOST[:PORT][/PATH]";
	buffer_byte(&path, '/');
	buffer_add(&path, u.path);
	buffer_text(&url, u.tls ? "https://" : "http://");
	buffer_add(&url, u.authority);
	buffer_add(&url, buffer_span(&path));
	return NULL;
}

static void
from_region(struct endpoint *e, const struct endpoint_query *q)
{
	const struct partition *p = find_partition(q->region);
	bool plain = !q->fips && !q->dualstack;

	if (plain &&
	    (span_is(q->region, "aws-global") ||
		(q->global && is_legacy(q->region)))) {
		snprintf(e->host, sizeof(e->host), "sts.amazonaws.com");
		snprintf(e->region, sizeof(e->region), "us-east-1");
	} else
		/* In us-gov the usual hosts are the FIPS ones. */
		snprintf(e->host, sizeof(e->host), "sts%s.%s.%s",
		    q->fips && (q->dualstack || strcmp(p->name, "aws-us-gov")) ?
			"-fips" :
			"",
		    e->region, q->dualstack ? p->dualstack : p->suffix);
	snprintf(e->path, sizeof(e->path), "/");
	snprintf(e->url, sizeof(e->url), "https://%s/", e->host);
}

const char *
endpoint_resolve(struct endpoint *e, const struct endpoint_query *q)
{
	if (q->region.p != NULL && !is_label(q->region))
		return "region is no DNS label";
	if (q->region.p == NULL && q->url.p == NULL)
		return "neither region nor endpoint_url is set";
	(void)span_copy(e->region, sizeof(e->region),
	    q->region.p != NULL ? q->region : span_of("us-east-1"));
	if (q->url.p != NULL)
		return from_url(e, q);
	from_region(e, q);
	return NULL;
}

const char *
endpoint_of(struct endpoint *e, const struct profile *p)
{
	const struct endpoint_query q = {
	    .region = p->value[KEY_REGION],
	    .url = p->value[KEY_ENDPOINT_URL],
	    .fips = profile_yes(p, KEY_USE_FIPS_ENDPOINT),
	    .dualstack = profile_yes(p, KEY_USE_DUALSTACK_ENDPOINT),
	    .global = span_is(p->value[KEY_STS_REGIONAL_ENDPOINTS], "legacy"),
	};

	return endpoint_resolve(e, &q);
}
