"""What boto3 does against a server; the first argument names the part. An assertion that fails ends it with 1."""
import sys
from concurrent.futures import ThreadPoolExecutor

import boto3
from botocore.config import Config

AMI = "ami-df5de72bdb3b"
QUICK = {"Delay": 1, "MaxAttempts": 60}


def ec2(account="test", region="us-east-1"):
    return boto3.client("ec2", region_name=region, aws_access_key_id=account, aws_secret_access_key="test",
                        config=Config(max_pool_connections=64, retries={"total_max_attempts": 1}))


def waiters():
    client = ec2()
    answer = client.run_instances(ImageId=AMI, MinCount=1, MaxCount=1, InstanceType="t3.nano")
    ids = [answer["Instances"][0]["InstanceId"]]

    def state():
        return client.describe_instances(InstanceIds=ids)["Reservations"][0]["Instances"][0]["State"]["Name"]

    for call, waiter, expected in [
            (lambda: None, "instance_running", "running"),
            (lambda: client.stop_instances(InstanceIds=ids), "instance_stopped", "stopped"),
            (lambda: client.start_instances(InstanceIds=ids), "instance_running", "running"),
            (lambda: client.terminate_instances(InstanceIds=ids), "instance_terminated", "terminated")]:
        call()
        client.get_waiter(waiter).wait(InstanceIds=ids, WaiterConfig=QUICK)
        assert state() == expected, (waiter, state())


def parallel():
    client = ec2()
    with ThreadPoolExecutor(50) as pool:
        ids = list(pool.map(lambda _: client.run_instances(
            ImageId=AMI, MinCount=1, MaxCount=1)["Instances"][0]["InstanceId"], range(50)))
    assert len(set(ids)) == 50, ids
    client.get_waiter("instance_running").wait(InstanceIds=ids, WaiterConfig=QUICK)
    found = [i for r in client.describe_instances()["Reservations"] for i in r["Instances"]]
    assert {i["InstanceId"] for i in found} == set(ids), len(found)
    assert {i["State"]["Name"] for i in found} == {"running"}
    assert len({i["PrivateIpAddress"] for i in found}) == 50


def group():
    client = ec2()
    made = client.create_security_group(GroupName="shared", Description="ten at once")["GroupId"]
    clients = [ec2() for _ in range(10)]

    def open_ports(at):
        for port in range(1000 + at * 5, 1005 + at * 5):
            clients[at].authorize_security_group_ingress(
                GroupId=made, IpProtocol="tcp", FromPort=port, ToPort=port, CidrIp="10.0.0.0/8")

    with ThreadPoolExecutor(10) as pool:
        list(pool.map(open_ports, range(10)))
    rules = client.describe_security_groups(GroupIds=[made])["SecurityGroups"][0]["IpPermissions"]
    assert sorted(rule["FromPort"] for rule in rules) == list(range(1000, 1050)), rules


def apart():
    sides = [ec2(account, region) for account in ("111111111111", "222222222222")
             for region in ("us-east-1", "eu-west-1")]
    own = [side.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"] for side in sides]
    seen = [{vpc["VpcId"]: vpc for vpc in side.describe_vpcs()["Vpcs"]} for side in sides]
    for at, vpcs in enumerate(seen):
        assert len(vpcs) == 2 and own[at] in vpcs, vpcs
        assert {vpc["OwnerId"] for vpc in vpcs.values()} == {("111111111111", "222222222222")[at // 2]}
    assert len({vpc for vpcs in seen for vpc in vpcs}) == 8, seen


{"waiters": waiters, "parallel": parallel, "group": group, "apart": apart}[sys.argv[1]]()
