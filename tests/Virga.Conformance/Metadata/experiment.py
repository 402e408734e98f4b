"""
An experiment that interrupts a spot instance, by boto3. Arguments: endpoint, instance. Prints the experiment's id.
"""
import sys

import boto3
import botocore.exceptions

endpoint, instance = sys.argv[1:3]
fis = boto3.client("fis", endpoint_url=endpoint, region_name="us-east-1", aws_access_key_id="test",
                   aws_secret_access_key="test")
arn = f"arn:aws:ec2:us-east-1:000000000000:instance/{instance}"
template = dict(
    description="interrupt", roleArn="arn:aws:iam::000000000000:role/fis", stopConditions=[{"source": "none"}],
    targets={"spots": {"resourceType": "aws:ec2:spot-instance", "resourceArns": [arn], "selectionMode": "ALL"}},
    actions={"interrupt": {"actionId": "aws:ec2:send-spot-instance-interruptions",
                           "parameters": {"durationBeforeInterruption": "PT2M"},
                           "targets": {"SpotInstances": "spots"}}})
made = fis.create_experiment_template(clientToken="one", tags={"team": "a"}, **template)["experimentTemplate"]
assert fis.create_experiment_template(clientToken="one", tags={"team": "a"}, **template) \
    ["experimentTemplate"]["id"] == made["id"]
assert fis.get_experiment_template(id=made["id"])["experimentTemplate"] == made
assert [one["id"] for one in fis.list_experiment_templates(maxResults=5)["experimentTemplates"]] == [made["id"]]
fis.tag_resource(resourceArn=made["arn"], tags={"more": "b"})
fis.untag_resource(resourceArn=made["arn"], tagKeys=["team"])
assert fis.list_tags_for_resource(resourceArn=made["arn"])["tags"] == {"more": "b"}
assert "aws:ec2:send-spot-instance-interruptions" in [one["id"] for one in fis.list_actions()["actions"]]
assert fis.get_action(id="aws:fis:wait")["action"]["parameters"]["duration"]["required"]
for call, code in [
        (lambda: fis.get_experiment(id="EXPnone"), "ResourceNotFoundException"),
        (lambda: fis.create_experiment_template(clientToken="two", **{
            **template, "stopConditions": [{"source": "aws:cloudwatch:alarm"}]}), "ValidationException"),
        (lambda: fis.get_safety_lever(id="default"), "NotImplemented")]:
    try:
        call()
        raise SystemExit(f"no {code}")
    except botocore.exceptions.ClientError as fault:
        assert fault.response["Error"]["Code"] == code, fault
started = fis.start_experiment(clientToken="three", experimentTemplateId=made["id"])["experiment"]
assert started["targets"]["spots"]["resourceArns"] == [arn], started
assert fis.list_experiment_resolved_targets(experimentId=started["id"])["resolvedTargets"][0]["targetName"] == "spots"
print(started["id"])
