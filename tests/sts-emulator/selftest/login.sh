# One-time codes, trust and chains of roles.

test_mfa() {
	local c i
	as USER02
	c=$(code)
	sts GetSessionToken SerialNumber="$serial" TokenCode="$c"
	expect 'right code' 200 '<AccessKeyId>ASIA'
	sts GetSessionToken SerialNumber="$serial" TokenCode="$c"
	expect 'the same code again' 403 AccessDenied "$invalid"
	assume mfa SerialNumber="$serial" TokenCode="$c"
	expect 'the same code for another action' 403 "$invalid"
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code 2)"
	expect 'code of two steps ahead' 200
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code -1)"
	expect 'older code after a newer one' 200
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code 4)"
	expect 'code of four steps ahead' 403 "$invalid"
	for i in 1 2 3; do
		sts GetSessionToken SerialNumber="$serial" TokenCode="$c"
	done
	expect 'ninth attempt is examined' 403 "$invalid"
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code 1)"
	expect 'tenth attempt is not, though right' 403 "$unable"
	as USER03
	sts GetSessionToken SerialNumber="$serial" TokenCode="$c"
	expect 'budget is each device its own' 200
	sts GetSessionToken SerialNumber="${serial/03/04}" \
	    TokenCode="$(code 1)"
	expect "another user's device" 403 "$unable"
	as USER04
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code 1)"
	expect 'which used up no code of theirs' 200
	as STRICT
	sts GetSessionToken
	expect 'code demanded of the user' 403 AccessDenied
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code)"
	expect 'code given by the user' 200
}

test_roles() {
	as USER05
	assume mfa
	expect 'role needs MFA' 403 "User: arn:aws:iam::$account:user/USER05 \
is not authorized to perform: sts:AssumeRole on resource: $role/mfa"
	assume mfa SerialNumber="$serial" TokenCode="$(code)" \
	    DurationSeconds=7200
	expect 'role with MFA, long session' 200 \
	    "assumed-role/mfa/tester</Arn>" '>AROAMFA:tester<'
	as USER06
	sts GetSessionToken SerialNumber="$serial" TokenCode="$(code)"
	as_answer
	assume mfa DurationSeconds=3601
	expect 'session with MFA, over an hour' 400 'role chaining'
	assume mfa
	expect 'session with MFA, an hour' 200
	sts GetSessionToken
	expect 'session may not ask for a session' 403 \
	    'Cannot call GetSessionToken with session credentials'
	as USER07
	sts GetSessionToken
	as_answer
	assume mfa
	expect 'session without MFA' 403 AccessDenied
	as USER07
	assume nosuch
	expect 'role that does not exist' 403 'not authorized' nosuch
	as STRICT
	assume a/b/open
	expect 'user without permission' 403 'not authorized'
	as USER07
	assume ext
	expect 'external id missing' 403 'not authorized'
	assume ext ExternalId=ext:43
	expect 'external id wrong' 403 'not authorized'
	assume ext ExternalId=ext:42
	expect 'external id right' 200
	assume named
	expect 'session name not as demanded' 403 'not authorized'
	assume mfa Tags.member.1.Key=a Tags.member.1.Value=1 \
	    SerialNumber="$serial" TokenCode="$(code)"
	expect 'role takes no tags' 403 sts:TagSession
	as NOTAGS
	assume a/b/open Tags.member.1.Key=a Tags.member.1.Value=1
	expect 'user passes no tags' 403 sts:TagSession
	assume named SourceIdentity=someone
	expect 'role checks the name before the identity' 403 AssumeRole
}

test_chain() {
	as USER08
	assume next
	expect 'role trusts only another role' 403 'not authorized'
	assume a/b/open SourceIdentity=human Tags.member.1.Key=Team \
	    Tags.member.1.Value= TransitiveTagKeys.member.1=Team
	expect 'source identity is answered' 200 \
	    '<SourceIdentity>human<' '<PackedPolicySize>' \
	    'assumed-role/open/tester'
	as_answer
	assume next
	expect 'source identity is inherited' 200 '<SourceIdentity>human<'
	assume next SourceIdentity=other
	expect 'source identity is immutable' 403 sts:SetSourceIdentity
	assume next DurationSeconds=3601
	expect 'chain is an hour at most' 400 'role chaining'
	assume next Tags.member.1.Key=TEAM Tags.member.1.Value=x
	expect 'inherited tag is not replaced' 400 ValidationError
	assume mfa SerialNumber="$serial" TokenCode="$(code)"
	expect 'role has no device' 403 "$unable"
	sts GetCallerIdentity
	expect 'role session names itself' 200 \
	    "<Arn>arn:aws:sts::$account:assumed-role/open/tester<" \
	    '<UserId>AROAOPEN:tester<'
	assume next
	as_answer
	assume a/b/open
	expect 'third hop keeps the source identity' 200 \
	    '<SourceIdentity>human<'
	assume a/b/open Tags.member.1.Key=team Tags.member.1.Value=x
	expect 'third hop keeps the transitive tag' 400 'transitive tag'
}
