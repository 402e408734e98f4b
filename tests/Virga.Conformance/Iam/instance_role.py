"""
An instance whose role may describe and not terminate, as its own boto3 sees it: credentials from the metadata service.
Arguments: endpoint, metadata endpoint.
"""
import json
import os
import sys

import boto3
import botocore.exceptions

endpoint, metadata = sys.argv[1:3]
root = {"endpoint_url": endpoint, "region_name": "us-east-1", "aws_access_key_id": "test",
        "aws_secret_access_key": "test"}
iam, ec2 = boto3.client("iam", **root), boto3.client("ec2", **root)


def policy(**statement):
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", **statement}]})


iam.create_role(RoleName="web", AssumeRolePolicyDocument=policy(
    Principal={"Service": "ec2.amazonaws.com"}, Action="sts:AssumeRole"))
iam.put_role_policy(
    RoleName="web", PolicyName="look", PolicyDocument=policy(Action="ec2:Describe*", Resource="*"))
iam.create_instance_profile(InstanceProfileName="web")
iam.add_role_to_instance_profile(InstanceProfileName="web", RoleName="web")
image = ec2.describe_images(Owners=["amazon"], Filters=[
    {"Name": "architecture", "Values": ["x86_64"]}])["Images"][0]["ImageId"]
instance = ec2.run_instances(ImageId=image, InstanceType="t3.micro", MinCount=1, MaxCount=1,
                             IamInstanceProfile={"Name": "web"})["Instances"][0]["InstanceId"]
ec2.get_waiter("instance_running").wait(InstanceIds=[instance], WaiterConfig={"Delay": 1, "MaxAttempts": 60})

# From here on nothing but what the instance itself has.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]
os.environ["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = f"{metadata}/{instance}"
os.environ["AWS_CONFIG_FILE"] = os.environ["AWS_SHARED_CREDENTIALS_FILE"] = os.devnull
inside = boto3.Session(region_name="us-east-1")
print(inside.get_credentials().method)
print(inside.client("sts", endpoint_url=endpoint).get_caller_identity()["Arn"].replace(instance, "INSTANCE"))
own = inside.client("ec2", endpoint_url=endpoint)
print(len(own.describe_instances()["Reservations"]))
try:
    own.terminate_instances(InstanceIds=[instance])
    print("terminated")
except botocore.exceptions.ClientError as fault:
    print(fault.response["Error"]["Code"])
    message = fault.response["Error"]["Message"].split("Encoded authorization failure message: ")[1]
    decoded = boto3.client("sts", **root).decode_authorization_message(EncodedMessage=message)["DecodedMessage"]
    print(json.loads(decoded)["context"]["action"])
print(ec2.describe_instances(InstanceIds=[instance])["Reservations"][0]["Instances"][0]["State"]["Name"])
last = iam.get_role(RoleName="web")["Role"]["RoleLastUsed"]
print(last["Region"], "LastUsedDate" in last)
