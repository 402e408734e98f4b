"""boto3 against ECR: an image by the layer API alone, read back in every way that the API has."""
import base64
import hashlib
import json
import os
import urllib.request

import boto3
from botocore.exceptions import ClientError

# Given by hand: boto3 before 1.28 does not look at the variable.
ecr = boto3.client("ecr", endpoint_url=os.environ["AWS_ENDPOINT_URL"])
name = "boto/app"
ecr.create_repository(repositoryName=name, imageScanningConfiguration={"scanOnPush": False}, tags=[{"Key": "k", "Value": "v"}])


def digest_of(content):
    return "sha256:" + hashlib.sha256(content).hexdigest()


def layer(content):
    upload = ecr.initiate_layer_upload(repositoryName=name)
    size = upload["partSize"]
    for first in range(0, len(content), size):
        part = content[first:first + size]
        ecr.upload_layer_part(repositoryName=name, uploadId=upload["uploadId"], partFirstByte=first,
                              partLastByte=first + len(part) - 1, layerPartBlob=part)
    digest = digest_of(content)
    assert ecr.complete_layer_upload(
        repositoryName=name, uploadId=upload["uploadId"], layerDigests=[digest])["layerDigest"] == digest
    return digest


config = json.dumps({"architecture": "amd64", "os": "linux", "rootfs": {"type": "layers", "diff_ids": []}}).encode()
big = bytes(range(256)) * (25 * 4096)
manifest = json.dumps({
    "schemaVersion": 2,
    "mediaType": "application/vnd.docker.distribution.manifest.v2+json",
    "config": {"mediaType": "application/vnd.docker.container.image.v1+json", "size": len(config), "digest": layer(config)},
    "layers": [{"mediaType": "application/vnd.docker.image.rootfs.diff.tar", "size": len(big), "digest": layer(big)}],
})
put = ecr.put_image(repositoryName=name, imageManifest=manifest, imageTag="one")
assert put["image"]["imageId"]["imageDigest"] == digest_of(manifest.encode())
try:
    ecr.put_image(repositoryName=name, imageManifest=manifest, imageTag="one")
    raise AssertionError("the same image and tag twice")
except ecr.exceptions.ImageAlreadyExistsException:
    pass
for number in range(30):
    ecr.put_image(repositoryName=name, imageManifest=manifest, imageTag=f"t{number}")

pages = list(ecr.get_paginator("list_images").paginate(repositoryName=name, PaginationConfig={"PageSize": 7}))
assert sum(len(page["imageIds"]) for page in pages) == 31 and len(pages) == 5, pages
detail = next(ecr.get_paginator("describe_images").paginate(repositoryName=name).search("imageDetails[]"))
assert detail["imageSizeInBytes"] == len(config) + len(big) and len(detail["imageTags"]) == 31, detail
got = ecr.batch_get_image(repositoryName=name, imageIds=[{"imageTag": "one"}, {"imageTag": "none"}])
assert got["images"][0]["imageManifest"] == manifest
assert got["failures"][0]["failureCode"] == "ImageNotFound"
url = ecr.get_download_url_for_layer(repositoryName=name, layerDigest=digest_of(big))["downloadUrl"]
assert urllib.request.urlopen(url).read() == big
found = ecr.batch_check_layer_availability(
    repositoryName=name, layerDigests=[digest_of(big), digest_of(b"none")])["layers"]
assert [one["layerAvailability"] for one in found] == ["AVAILABLE", "UNAVAILABLE"], found

token = ecr.get_authorization_token()["authorizationData"][0]
user, password = base64.b64decode(token["authorizationToken"]).decode().split(":", 1)
assert user == "AWS" and password

policy = json.dumps({"rules": [{"rulePriority": 1, "selection": {
    "tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": 1}, "action": {"type": "expire"}}]})
ecr.start_lifecycle_policy_preview(repositoryName=name, lifecyclePolicyText=policy)
ecr.get_waiter("lifecycle_policy_preview_complete").wait(repositoryName=name, WaiterConfig={"Delay": 1})
ecr.start_image_scan(repositoryName=name, imageId={"imageTag": "one"})
try:
    ecr.get_waiter("image_scan_complete").wait(repositoryName=name, imageId={"imageTag": "one"})
    raise AssertionError("there is no scanner")
except Exception as error:
    assert "FAILED" in str(error), error
scan = ecr.describe_image_scan_findings(repositoryName=name, imageId={"imageTag": "one"})["imageScanStatus"]
assert "No scanner is configured" in scan["description"], scan

try:
    ecr.delete_repository(repositoryName=name)
    raise AssertionError("it still has images")
except ClientError as error:
    assert error.response["Error"]["Code"] == "RepositoryNotEmptyException"
ecr.delete_repository(repositoryName=name, force=True)
