# pam-sts list; part of cli.sh.

rm -rf $S
run list
is "no state directory" "$status:$out:$err" "0::"
run list --json
is "no state directory, JSON" "$status:$(jq -c . $W/out)" "0:[]"
$W/pam-sts enrol alice >/dev/null
stanza | $W/pam-sts key set alice >/dev/null
$W/pam-sts enrol bob >/dev/null
stanza | $W/pam-sts key set carol >/dev/null
a=$(id -u alice) b=$(id -u bob) c=$(id -u carol)
run list
is "three users" "$status:$err:$(tr -s ' ' <$W/out)" "0::alice $a yes $ID ok
bob $b yes - ok
carol $c no $ID ok"
userdel bob
usermod -l dave carol
mkdir $S/lost+found
run list
is "gone and recycled uids" "$status:$err:$(tr -s ' ' <$W/out)" \
	"0::alice $a yes $ID ok
bob $b yes - gone
carol $c no $ID recycled"
run list --json
is "JSON" "$status:$(jq -c '.[] | [.uid, .user, .current_user, .secret,
	.access_key_id, .state]' $W/out)" \
	"0:[$a,\"alice\",\"alice\",true,\"$ID\",\"ok\"]
[$b,\"bob\",null,true,null,\"gone\"]
[$c,\"carol\",\"dave\",false,\"$ID\",\"recycled\"]"
printf 'user = "\\\303\251\t\377\nsecret = AAAA\n' >$S/$b/secret
run list --json
is "JSON of a strange name" "$status:$(jq -c '.[1].user' $W/out)" \
	'0:"\"\\é\t�"'
run enrol dave
said "files of who had the uid before" 1 \
	"uid $c was carol's, whose files are still kept: run pam-sts revoke dave, then begin again"
run key set dave <$W/stanza
said "his key is not added to" 1 \
	"uid $c was carol's, whose files are still kept: run pam-sts revoke dave, then begin again"
run revoke bob
said "revoke one who is gone, by name" 1 \
	'there is no user "bob": give the uid, which pam-sts list shows'
run revoke $b
is "revoke one who is gone, by uid" "$status:$out" \
	"0:uid $b: removed secret, counter"
usermod -l carol dave
useradd -M -u $b bob
rm $S/$a/counter
printf 'user = carol\n' >$S/$c/key
mkdir -m 755 $S/$b
run list
is "damage is seen" "$status:$(tr -s ' ' <$W/out):$err" \
	"1:alice $a yes $ID damaged
bob $b no - damaged
carol $c no ? damaged:pam-sts: $S/$b: must be accessible by root alone, has mode 0755: find out who changed it, then set it right"
run enrol carol
said "and not added to" 1 "the files of carol in $S/$c are damaged: run pam-sts revoke carol, then begin again"
$W/pam-sts list >/dev/full 2>$W/err
is "a list that cannot be written" "$?:$(tail -n1 $W/err)" \
	"1:pam-sts: $S/$b: must be accessible by root alone, has mode 0755: find out who changed it, then set it right"
rmdir $S/$b
$W/pam-sts list >/dev/full 2>$W/err
is "a list that cannot be written, else sound" "$?:$(cat $W/err)" \
	"1:pam-sts: standard output cannot be written: what it shows is not complete"
