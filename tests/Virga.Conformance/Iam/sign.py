"""Signs seeded requests with botocore's own signers and writes them as JSON lines; nothing is sent."""
import base64, json, random, sys

import botocore.auth
import botocore.awsrequest
import botocore.credentials

SEED, COUNT = int(sys.argv[1]), int(sys.argv[2])
rng = random.Random(SEED)
TEXT = "abcXYZ019-._~ /+%&=?:@é漢\U0001f600'\"()*!,;$#[]"


def text(most):
    return "".join(rng.choice(TEXT) for _ in range(rng.randrange(most)))


for number in range(COUNT):
    key = "".join(rng.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(20))
    secret = base64.b64encode(rng.randbytes(30)).decode()
    token = base64.b64encode(rng.randbytes(60)).decode() if rng.random() < 0.4 else None
    credentials = botocore.credentials.Credentials(key, secret, token)
    service = rng.choice(["ec2", "ecr", "iam", "sts", "ssm"])
    region = rng.choice(["us-east-1", "eu-west-1", "ap-southeast-2"])
    url = "http://localhost:4566" + rng.choice(["/", "/a/b", "/a%20b/c%2Fd", "/x//y/../z/"])
    params = {text(8) or "k": text(12) for _ in range(rng.randrange(5))}
    headers = {"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"}
    if rng.random() < 0.5:
        headers["X-Amz-Target"] = "Service." + rng.choice(["One", "Two"])
    if rng.random() < 0.3:
        headers["X-Custom"] = "  a   b  "
    isQuery = rng.random() < 0.35
    body = b"" if isQuery else rng.randbytes(rng.randrange(200))
    request = botocore.awsrequest.AWSRequest(
        method="GET" if isQuery else "POST", url=url, params=params, data=body, headers={} if isQuery else headers)
    if isQuery:
        botocore.auth.SigV4QueryAuth(credentials, service, region, expires=rng.randrange(60, 3600)).add_auth(request)
    else:
        botocore.auth.SigV4Auth(credentials, service, region).add_auth(request)
    prepared = request.prepare()
    sent = {name.lower(): value if isinstance(value, str) else value.decode() for name, value in prepared.headers.items()}
    sent["host"] = "localhost:4566"
    print(json.dumps({
        "Method": prepared.method, "Target": prepared.url[len("http://localhost:4566"):], "Headers": sent,
        "Body": base64.b64encode(body).decode(), "Secret": secret}))
