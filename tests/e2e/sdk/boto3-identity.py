# Who am I, as a plain boto3 program asks.  sdk.sh runs it in sessions, with a
# profile's name or without.  It must set nothing: what it needs, region
# included, comes from the session.
import sys

import boto3

session = boto3.Session(profile_name=sys.argv[1] if sys.argv[1:] else None)
print(session.client("sts").get_caller_identity()["Arn"])
