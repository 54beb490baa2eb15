# Signatures and keys.

form='Content-Type: application/x-www-form-urlencoded'
whoami='Action=GetCallerIdentity&Version=2011-06-15'
good_signed='content-type;host;x-amz-date'
good_scope=eu-central-1/sts/aws4_request

test_signature() {
	as USER01
	raw $good_signed $good_scope "$whoami" "$form"
	expect 'hand-made signature is accepted' 200 "user/USER01" "$xml"
	raw "$good_signed;x-amz-x" $good_scope "$whoami" "$form" \
	    'X-Amz-X:  a   b ' 'X-Amz-X: c'
	expect 'header values are trimmed and joined' 200 user/USER01
	raw 'host;x-amz-date' $good_scope "$whoami" "$form"
	expect 'unsigned content-type is refused' 403 SignatureDoesNotMatch
	raw $good_signed $good_scope "$whoami" "$form" 'X-Amz-X: 1'
	expect 'unsigned x-amz-* header is refused' 403 \
	    SignatureDoesNotMatch x-amz-x
	raw 'content-type;x-amz-date' $good_scope "$whoami" "$form"
	expect 'unsigned host is refused' 403 SignatureDoesNotMatch
	raw 'host;content-type;x-amz-date' $good_scope "$whoami" "$form"
	expect 'unsorted SignedHeaders are refused' 400 IncompleteSignature
	raw $good_signed eu-central-1/iam/aws4_request "$whoami" "$form"
	expect 'other service is refused' 403 SignatureDoesNotMatch "'sts'"
	raw $good_signed eu-central-1/sts/aws4_wish "$whoami" "$form"
	expect 'other terminator is refused' 403 SignatureDoesNotMatch
	sent="$whoami&x=y" raw $good_signed $good_scope "$whoami" "$form"
	expect 'changed body is refused' 403 SignatureDoesNotMatch \
	    'The request signature we calculated does not match'
	secret=secret/of+USER02
	raw $good_signed $good_scope "$whoami" "$form"
	expect 'wrong secret is refused' 403 SignatureDoesNotMatch
}

test_keys() {
	as USER01
	id=AKIANOBODY
	sts GetCallerIdentity
	expect 'unknown key is refused' 403 InvalidClientTokenId
	id=AKIXUSER01 secret=s
	sts GetCallerIdentity
	expect 'inactive key is refused' 403 InvalidClientTokenId
	as USER01
	token=abc
	sts GetCallerIdentity
	expect 'token with a long-term key is refused' 403 \
	    InvalidClientTokenId
	body=$(curl -sS -w '\n%{http_code}' -d "$whoami" "$url/")
	split
	expect 'unsigned call is refused' 403 MissingAuthenticationToken
	body=$(curl -sS -w '\n%{http_code}' -d "$whoami" \
	    -H 'Authorization: AWS4-HMAC-SHA256 Credential=a' "$url/")
	split
	expect 'half an Authorization is refused' 400 IncompleteSignature
	as USER01
	sts GetAccessKeyInfo AccessKeyId=AKIAEXAMPLEEXAMPLE
	expect 'unknown key has no account' 400 ValidationError
	sts GetSessionToken
	as_answer
	sts GetAccessKeyInfo "AccessKeyId=$id"
	expect 'issued key tells its account' 200 "<Account>$account<"
	secret=x
	sts GetCallerIdentity
	expect 'temporary key with wrong secret' 403 SignatureDoesNotMatch
	token=${token}x
	sts GetCallerIdentity
	expect 'temporary key with wrong token' 403 InvalidClientTokenId
}
