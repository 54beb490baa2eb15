# A boto3 program that runs for long: renewal.sh has it ask who it is until the
# file that it is given is there.  It must set nothing, and it does nothing
# about credentials: that it goes on is up to the session and the SDK.
import os
import sys
import time

import boto3

sts = boto3.Session().client("sts")
while not os.path.exists(sys.argv[1]):
    try:
        sts.get_caller_identity()
        print("ok", flush=True)
    except Exception as error:
        print("failed:", error, flush=True)
    time.sleep(0.3)
