# The world the self-test runs in: twenty users alike and some roles.

user_json() {	# user_json NAME PERMISSIONS
	cat <<-EOF
	{"name": "$1", "user_id": "AIDA$1", "access_keys": [
	    {"id": "AKIA$1", "secret": "secret/of+$1"},
	    {"id": "AKIX$1", "secret": "s", "active": false}],
	 "mfa_devices": [{"serial": "arn:aws:iam::$account:mfa/$1",
	     "seed": "$seed"}], "permissions": $2}
	EOF
}

world_json() {
	local i
	echo "{\"account\": \"$account\", \"users\": ["
	for i in $(seq -w 1 20); do
		user_json "USER$i" '{"assume": ["*"]}'
		echo ,
	done
	user_json STRICT '{"require_mfa_for_session_token": true}'
	echo ,
	user_json NOTAGS '{"assume": ["*"], "tag_session": false}'
	cat <<-EOF
	], "roles": [
	 {"name": "mfa", "role_id": "AROAMFA", "max_session_duration": 7200,
	  "trust": {"principals": ["$account"], "require_mfa": true}},
	 {"name": "open", "path": "/a/b/", "role_id": "AROAOPEN",
	  "trust": {"principals": ["arn:aws:iam::$account:root"],
	   "allow_tag_session": true, "allow_set_source_identity": true},
	  "permissions": {"assume": ["*"]}},
	 {"name": "next", "role_id": "AROANEXT",
	  "max_session_duration": 43200,
	  "trust": {"principals": ["$role/a/b/open"],
	   "allow_tag_session": true, "allow_set_source_identity": true},
	  "permissions": {"assume": ["*"]}},
	 {"name": "ext", "role_id": "AROAEXT",
	  "trust": {"principals": ["*"], "external_id": "ext:42"}},
	 {"name": "named", "role_id": "AROANAMED",
	  "trust": {"principals": ["*"], "session_name": "\${aws:username}-*"}}
	]}
	EOF
}
