/* The pieces that bodies of answers are put together from. */

#ifndef TESTS_UNIT_STS_BODIES_H
#define TESTS_UNIT_STS_BODIES_H

#define NOW 1768478400 /* 2026-01-15T12:00:00Z */
#define KEY "ASIAIOSFODNN7EXAMPLE"
#define SECRET "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
#define TOKEN "IQoJb3JpZ2luX2VjEXAMPLE//////////wEaCXVz+TOKEN=="
#define ARN "arn:aws:sts::123456789012:assumed-role/Dev/alice"
#define EXPIRES "2026-01-15T13:00:00Z"

#define JSON(op, key, secret, token, expires)                      \
	"{\"" op "Response\":{\"" op "Result\":{\"Credentials\":{" \
	"\"AccessKeyId\":" key ",\"SecretAccessKey\":" secret      \
	",\"SessionToken\":" token ",\"Expiration\":" expires      \
	"}},\"ResponseMetadata\":{\"RequestId\":\"r-1\"}}}"
#define Q(s) "\"" s "\""
#define GOOD_JSON(expires) \
	JSON("GetSessionToken", Q(KEY), Q(SECRET), Q(TOKEN), expires)
#define TAG(name, inner) "<" name ">" inner "</" name ">"
#define XML(op, ns, inner)                                    \
	"<" op "Response" ns ">" TAG(op "Result", inner) TAG( \
	    "ResponseMetadata", TAG("RequestId", "r-1")) "</" op "Response>"
#define NS " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\""
#define CREDENTIALS(key, secret, token, expires)                      \
	TAG("Credentials",                                            \
	    TAG("SessionToken", token) TAG("SecretAccessKey", secret) \
		TAG("Expiration", expires) TAG("AccessKeyId", key))
#define GOOD CREDENTIALS(KEY, SECRET, TOKEN, EXPIRES)
#define DEEP4 "<a><a><a><a>"

#endif
