/* helper/source: which of a descriptor's contents signs, by plan and question.
 */

#include "tests/unit/records.h"
#include "tests/unit/steps.h"

#include <sys/mman.h>

#include <fcntl.h>
#include <unistd.h>

#include "helper/source.h"

#define LATER "9998-01-01T00:00:00Z"
#define KEY_FILE                                                   \
	"user = alice\naws_access_key_id = AKIAIOSFODNN7EXAMPLE\n" \
	"aws_secret_access_key = secretsecretsecret\n"
#define TWO DEFAULTS REGION ROLE_OF("r") ROLE_OF("s")
#define ONE_OF_SESSION SESSION REGION ROLE_OF("r")

static int
file_of(const void *bytes, size_t n)
{
	int fd = memfd_create("source", 0);

	assert_int_equal(write(fd, bytes, n), n);
	return fd;
}

static int
record_of(const struct message *parts, size_t count)
{
	static uint8_t room[BUNDLE_MAX];
	struct bundle b = {room, sizeof(room), 0};

	for (size_t i = 0; i < count; i++)
		assert_int_equal(bundle_add(&b, &parts[i]), 0);
	return file_of(room, b.n);
}

static struct steps *
asked(enum kind kind, const char *config, const char *profiles)
{
	struct steps *s = steps_for(config, profiles);
	struct verdict v = {0};

	s->who.kind = kind;
	s->who.field[TAG_TARGET] = span_of("alice");
	if (kind == KIND_RENEW)
		assert_int_equal(steps_renew(s, &v), 0);
	return s;
}

static void
each_signs_what_it_is_for(void **state)
{
	const struct message parts[] = {header("alice", "alice"),
	    keys(NULL, LATER), keys("r", LATER), keys("s", LATER)};
	static const char key[] = "AKIAIOSFODNN7EXAMPLE";
	static const char base[] = "ASIAIOSFODNN7EXAMPLE";
	const int key_fd = file_of(KEY_FILE, strlen(KEY_FILE));
	const int record_fd = record_of(parts, COUNT(parts));
	const struct {
		const char *reason;
		enum kind kind;
		const char *config, *profiles;
		int fd;
		const char *source, *given;
	} t[] = {
	    {"a login", KIND_PREPARE, TWO, "r,s", key_fd, key, ""},
	    {"its roles again", KIND_RENEW, TWO, "r,s", record_fd, "", base},
	    {"one that needs no code, again", KIND_RENEW, NO_CODE LOGIN,
		"login", key_fd, key, ""},
	    {"of a login session", KIND_PREPARE, ONE_OF_SESSION, "r", record_fd,
		base, ""},
	    {"of a login session, again", KIND_RENEW, ONE_OF_SESSION, "r",
		record_fd, base, ""},
	};

	(void)state;
	for (size_t i = 0; i < COUNT(t); i++) {
		struct steps *s = asked(t[i].kind, t[i].config, t[i].profiles);
		struct verdict v = {0};

		if (source_load(s, t[i].fd, &v) < 0)
			fail_msg("row \"%s\": %s", t[i].reason, v.detail);
		check_row(t[i].reason,
		    strcmp(s->source.access_key_id, t[i].source) == 0);
		check_row(t[i].reason,
		    strcmp(s->given[0].access_key_id, t[i].given) == 0);
	}
	close(key_fd);
	close(record_fd);
}

/* The session of a role may be any of the user's; the one that is renewed is
 * itself, whoever owns it. */
static void
whose_it_must_be(void **state)
{
	const struct message parts[] = {
	    header("alice", "root"), keys(NULL, LATER)};
	const int fd = record_of(parts, COUNT(parts));
	struct verdict v = {0};
	struct steps *s = asked(KIND_RENEW, TWO, "r,s");

	(void)state;
	s->who.field[TAG_TARGET] = span_of("root");
	assert_int_equal(source_load(s, fd, &v), 0);
	s->who.field[TAG_SESSION] = span_of("fedcba9876543210");
	assert_int_equal(source_load(s, fd, &v), -1);
	assert_int_equal(v.status, STATUS_NO_SESSION);
	assert_string_equal(v.detail, "the record is another session's");
	s = asked(KIND_RENEW, ONE_OF_SESSION, "r");
	s->who.field[TAG_TARGET] = span_of("root");
	assert_int_equal(source_load(s, fd, &v), -1);
	assert_int_equal(v.status, STATUS_NO_SESSION);
	close(fd);
}

/* Of a record that has grown beyond it, the base is read all the same. */
static void
the_largest_record(void **state)
{
	static char token[24576 + 1], arn[2048 + 1];
	struct message parts[2 + PROFILES_MAX] = {
	    header("alice", "alice"), keys(NULL, LATER)};
	struct steps *s = asked(KIND_RENEW, TWO, "r,s");
	struct verdict v = {0};
	int fd;

	(void)state;
	memset(token, 't', sizeof(token) - 1);
	memset(arn, 'a', sizeof(arn) - 1);
	for (size_t i = 1; i < COUNT(parts); i++) {
		if (i > 1)
			parts[i] = keys("r", LATER);
		parts[i].field[TAG_SESSION_TOKEN] = span_of(token);
		parts[i].field[TAG_ARN] = span_of(arn);
	}
	fd = record_of(parts, COUNT(parts));
	assert_int_equal(source_load(s, fd, &v), 0);
	assert_string_equal(s->given[0].session_token, token);
	close(fd);
}

static void
what_cannot_be_read(void **state)
{
	static char large[STANZA_MAX + 1];
	struct steps *s = asked(KIND_PREPARE, TWO, "r,s");
	struct verdict v = {0};
	int fd;

	(void)state;
	memset(large, '\n', sizeof(large));
	memcpy(large, KEY_FILE, strlen(KEY_FILE));
	fd = file_of(large, sizeof(large) - 1);
	assert_int_equal(source_load(s, fd, &v), 0);
	close(fd);
	fd = file_of(large, sizeof(large));
	assert_int_equal(source_load(s, fd, &v), -1);
	assert_int_equal(v.status, STATUS_CONFIG);
	assert_string_equal(v.detail, "the key file cannot be read");
	close(fd);
	s = asked(KIND_RENEW, TWO, "r,s");
	assert_int_equal(source_load(s, -1, &v), -1);
	assert_int_equal(v.status, STATUS_CONFIG);
	assert_string_equal(
	    v.detail, "the record of the login session cannot be read");
	fd = open("/dev/null", O_RDONLY);
	assert_int_equal(source_load(s, fd, &v), -1);
	assert_int_equal(v.status, STATUS_NO_SESSION);
	close(fd);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_signs_what_it_is_for),
	    cmocka_unit_test(whose_it_must_be),
	    cmocka_unit_test(the_largest_record),
	    cmocka_unit_test(what_cannot_be_read),
	};

	return cmocka_run_group_tests_name("source", tests, NULL, NULL);
}
