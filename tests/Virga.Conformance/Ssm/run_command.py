"""Waits with boto3's own waiter for a command: run_command.py ENDPOINT COMMAND INSTANCE"""
import sys

import boto3
from botocore.exceptions import WaiterError

endpoint, command, instance = sys.argv[1:4]
ssm = boto3.client(
    "ssm", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test")
try:
    ssm.get_waiter("command_executed").wait(
        CommandId=command, InstanceId=instance, WaiterConfig={"Delay": 1, "MaxAttempts": 60})
    print("executed")
except WaiterError as error:
    print("not executed:", error.last_response["Status"])
