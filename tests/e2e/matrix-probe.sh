#!/bin/sh
# What a session finds, told from within it: into a file, as cron and sudo -b
# show nothing.  The file is there when it is complete.
facts=/mnt/facts/facts
file=${AWS_SHARED_CREDENTIALS_FILE-}
{
	echo "pointer=$file"
	echo "none=${PAM_STS_NONE-}"
	echo "ticket=${PAM_STS_TICKET-}"
	stat -c 'file=%U %a' "$file"
	! grep -q 'aws_access_key_id = ASIA' "$file" || echo temporary=yes
} >$facts.new 2>/dev/null
mv $facts.new $facts
