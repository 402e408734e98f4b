"""Calls every service that Virga speaks with boto3; prints what came back. Arguments: endpoint, key, secret, token."""
import sys

import boto3
import botocore.config
import botocore.exceptions

endpoint, key, secret, token = sys.argv[1:5]
calls = {"sts": "get_caller_identity", "iam": "list_roles", "ec2": "describe_vpcs", "ssm": "describe_parameters"}
for service, call in calls.items():
    client = boto3.client(
        service, endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id=key, aws_secret_access_key=secret,
        aws_session_token=token or None, config=botocore.config.Config(retries={"max_attempts": 1}))
    try:
        getattr(client, call)()
        print(service, "ok")
    except botocore.exceptions.ClientError as fault:
        print(service, fault.response["Error"]["Code"])
