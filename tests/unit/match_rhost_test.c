/* common/match: conditions on the remote host, by address and by name. */

#include "tests/unit/facts.h"

static void
test_all(void **state)
{
	static const struct row t[] = {
	    {"the address", RULE_RHOST, "192.0.2.7", "192.0.2.7", YES},
	    {"another address", RULE_RHOST, "192.0.2.7", "192.0.2.8", NO},
	    {"an address that begins so", RULE_RHOST, "192.0.2.7", "192.0.2.70",
		NO},
	    {"the network's first", RULE_RHOST, "10.0.0.0/8", "10.0.0.0", YES},
	    {"the network's last", RULE_RHOST, "10.0.0.0/8", "10.255.255.255",
		YES},
	    {"behind the network", RULE_RHOST, "10.0.0.0/8", "11.0.0.0", NO},
	    {"before the network", RULE_RHOST, "10.0.0.0/8", "9.255.255.255",
		NO},
	    {"a mask within a byte", RULE_RHOST, "10.0.16.0/20", "10.0.31.255",
		YES},
	    {"behind a mask within a byte", RULE_RHOST, "10.0.16.0/20",
		"10.0.32.0", NO},
	    {"all bits", RULE_RHOST, "192.0.2.7/32", "192.0.2.7", YES},
	    {"all but one", RULE_RHOST, "192.0.2.6/31", "192.0.2.8", NO},
	    {"all of IPv4", RULE_RHOST, "0.0.0.0/0", "203.0.113.9", YES},
	    {"IPv6 is not IPv4", RULE_RHOST, "0.0.0.0/0", "2001:db8::1", NO},
	    {"IPv4 is not IPv6", RULE_RHOST, "::/0", "203.0.113.9", NO},
	    {"all of IPv6", RULE_RHOST, "::/0", "2001:db8::1", YES},
	    {"IPv4 in IPv6's dress", RULE_RHOST, "10.0.0.0/8",
		"::ffff:10.1.2.3", YES},
	    {"the same in hex", RULE_RHOST, "10.0.0.0/8", "::FFFF:a01:203",
		YES},
	    {"an item so dressed", RULE_RHOST, "::ffff:10.0.0.0/104",
		"10.1.2.3", YES},
	    {"dressed, it is no IPv6", RULE_RHOST, "::/0", "::ffff:10.1.2.3",
		NO},
	    {"IPv6, written otherwise", RULE_RHOST, "2001:db8::1",
		"2001:0DB8:0:0:0:0:0:1", YES},
	    {"a network of IPv6", RULE_RHOST, "2001:db8::/32",
		"2001:db8:ffff::", YES},
	    {"outside it", RULE_RHOST, "2001:db8::/32", "2001:db9::", NO},
	    {"a scope is ignored", RULE_RHOST, "fe80::/10", "fe80::1%eth0",
		YES},
	    {"IPv4 has no scope", RULE_RHOST, "10.0.0.0/8", "10.0.0.1%eth0",
		NO},
	    {"not from there", RULE_RHOST, "!10.0.0.0/8", "192.0.2.7", YES},
	    {"a network but one", RULE_RHOST, "10.0.0.0/8, !10.9.0.0/16",
		"10.9.1.1", NO},
	    {"a network but another", RULE_RHOST, "10.0.0.0/8, !10.9.0.0/16",
		"10.8.1.1", YES},
	    {"the name", RULE_RHOST, "bastion.example.com",
		"bastion.example.com", YES},
	    {"case of names", RULE_RHOST, "Bastion.EXAMPLE.com",
		"bASTION.example.COM", YES},
	    {"a dot at the end", RULE_RHOST, "bastion.example.com",
		"bastion.example.com.", YES},
	    {"a dot at the item's end", RULE_RHOST, "bastion.example.com.",
		"bastion.example.com", YES},
	    {"a pattern", RULE_RHOST, "*.example.com", "a.b.example.com", YES},
	    {"not the domain itself", RULE_RHOST, "*.example.com",
		"example.com", NO},
	    {"a name that goes on", RULE_RHOST, "*.example.com",
		"a.example.com.evil.net", NO},
	    {"one byte", RULE_RHOST, "web?.example.com", "web1.example.com",
		YES},
	    {"two bytes", RULE_RHOST, "web?.example.com", "web10.example.com",
		NO},
	    {"a name is no address", RULE_RHOST, "10.0.0.0/8",
		"10.0.0.1.evil.net", NO},
	    {"an address is no name", RULE_RHOST, "f*", "fe80::1", NO},
	    {"nor with a scope", RULE_RHOST, "f*", "fe80::1%eth0", NO},
	    {"from anywhere", RULE_RHOST, "*", "192.0.2.7", YES},
	    {"from anywhere, by name", RULE_RHOST, "*", "unknown", YES},
	    {"from here", RULE_RHOST, "*", NULL, NO},
	    {"login says it so", RULE_RHOST, "*", "", NO},
	    {"only from here", RULE_RHOST, "!*", NULL, YES},
	    {"only from here, from afar", RULE_RHOST, "!*", "192.0.2.7", NO},
	    {"from here, not from there", RULE_RHOST, "!10.0.0.0/8", "", YES},
	};

	(void)state;
	assert_rows(t, COUNT(t));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_all),
	};

	return cmocka_run_group_tests_name("match_rhost", tests, NULL, NULL);
}
