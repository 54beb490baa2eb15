# The protocol and its parameters.

test_protocol() {
	as USER01
	sts DecodeAuthorizationMessage
	expect 'other actions do not exist' 400 InvalidAction
	extra=(-H 'Accept: application/json')
	sts GetCallerIdentity
	expect 'JSON success is wrapped twice' 200 \
	    '{"GetCallerIdentityResponse":{"GetCallerIdentityResult":{' \
	    "\"Account\":\"$account\"" '"ResponseMetadata":{"RequestId":"'
	sts GetSessionToken
	expect 'JSON expiration is a double' 200 '"Expiration":1.' E9
	sts AssumeRole
	expect 'JSON error is bare' 400 '{"Error":{"Code":"ValidationError"' \
	    "Value null at 'roleArn' failed to satisfy constraint: Member" \
	    '2 validation errors detected' '"Type":"Sender"},"RequestId":"'
	extra=()
	body=$(curl -sS -w '\n%{http_code}' --user "$id:$secret" \
	    --aws-sigv4 aws:amz:eu-central-1:sts "$url/?$whoami")
	split
	expect 'GET with a query is accepted' 200 user/USER01
	body=$(curl -sS -w '\n%{http_code}' "$url/other?$whoami")
	split
	expect 'other paths do not exist' 404 UnknownOperation
	body=$(curl -sS -w '\n%{http_code}' -d 'Action=%zz' "$url/")
	split
	expect 'broken escape is refused' 404 MalformedQueryString
}

test_params() {
	local long tags i
	long=$(printf 'x%.0s' $(seq 65))
	as USER01
	sts AssumeRole "RoleArn=$role/a/b/open" 'RoleSessionName=a b'
	expect 'session name characters' 400 "1 validation error detected: \
Value 'a b' at 'roleSessionName' failed to satisfy constraint: Member must \
satisfy regular expression pattern: [\\w+=,.@-]*"
	sts AssumeRole "RoleArn=$role/a/b/open" RoleSessionName=x
	expect 'session name of one letter' 400 'greater than or equal to 2'
	sts AssumeRole "RoleArn=$role/a/b/open" "RoleSessionName=$long"
	expect 'session name of 65 letters' 400 'less than or equal to 64'
	sts AssumeRole RoleArn=arn:aws:iam::1:rolf/open RoleSessionName=xy
	expect 'ARN of no role' 400 ValidationError 'is invalid'
	assume a/b/open DurationSeconds=899
	expect 'duration too short' 400 ValidationError \
	    "at 'durationSeconds'" 'greater than or equal to 900'
	assume a/b/open DurationSeconds=43201
	expect 'duration beyond any role' 400 'less than or equal to 43200'
	assume a/b/open DurationSeconds=7200
	expect 'duration beyond this role' 400 MaxSessionDuration
	assume a/b/open DurationSeconds=+0900
	expect 'sign and leading zero are accepted' 200
	assume a/b/open 'DurationSeconds= 900'
	expect 'blank before a number' 400 MalformedInput
	assume a/b/open Policy='{"Statement": ['
	expect 'policy that is no JSON' 400 MalformedPolicyDocument
	assume a/b/open SerialNumber="$serial" TokenCode=12345a
	expect 'letter in a code' 400 "at 'tokenCode'"
	assume a/b/open SerialNumber="$serial"
	expect 'serial without code' 403 'must provide both'
	tags=()
	for i in $(seq 51); do
		tags+=("Tags.member.$i.Key=k$i" "Tags.member.$i.Value=")
	done
	assume a/b/open "${tags[@]}"
	expect '51 tags' 400 "at 'tags'"
	assume a/b/open Tags.member.1.Key=a Tags.member.1.Value=1 \
	    Tags.member.2.Key=A Tags.member.2.Value=2
	expect 'tag given twice' 400 ValidationError Duplicate
	assume a/b/open Tags.member.1.Key=a Tags.member.1.Value=b:ä
	expect 'tag value with a letter beyond ASCII' 200
	assume a/b/open Tags.member.0.Key=a Tags.member.0.Value=1
	expect 'tag number zero' 400 MalformedInput
	assume a/b/open TransitiveTagKeys.member.1=a
	expect 'transitive tag not passed' 400 ValidationError
	assume a/b/open SourceIdentity=aws:x
	expect 'source identity of AWS' 400 ValidationError
}
