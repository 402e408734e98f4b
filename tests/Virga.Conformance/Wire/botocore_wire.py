"""The other side of BotocoreTests: AWS's own Python client, without a network.

`requests`  writes, for each operation, parameters made up from the model and the body botocore makes of them.
`responses` reads answers, one JSON object a line, and writes what botocore's parser finds in them.
"""
import base64
import datetime
import json
import sys

import botocore.parsers
import botocore.serialize
import botocore.session

SERVICES = ["ec2", "ecr", "iam", "ssm", "sts"]
DEEPEST = 7
loader = botocore.session.get_session().get_component("data_loader")


def models():
    for service in SERVICES:
        description = loader.load_service_model(service, "service-2")
        yield service, botocore.model.ServiceModel(description, service)


def made_up(shape, name, depth=0):
    """A value with every member set, as deep as lists and structures go without turning in circles."""
    kind = shape.type_name
    if depth > DEEPEST:
        return None
    if kind == "structure":
        members = {
            key: value for key, member in shape.members.items()
            if (value := made_up(member, key, depth + 1)) is not None
        }
        return members if members or depth == 0 else None
    if kind == "list":
        items = [made_up(shape.member, f"{name}{i}", depth + 1) for i in (1, 2)]
        return None if None in items else items
    if kind == "map":
        value = made_up(shape.value, name, depth + 1)
        return None if value is None else {"k 1": value, "k/2": value}
    return {
        "string": lambda: shape.enum[-1] if getattr(shape, "enum", None) else f"{name} <&>'\"+%=;é€𝄞",
        "integer": lambda: 40 + len(name),
        "long": lambda: 5_000_000_000 + len(name),
        "double": lambda: 0.5 + len(name),
        "float": lambda: 0.25,
        "boolean": lambda: len(name) % 2 == 0,
        "timestamp": lambda: datetime.datetime(2024, 2, 29, 12, 30, len(name) % 60, tzinfo=datetime.timezone.utc),
        "blob": lambda: bytes(range(250, 256)) + name.encode(),
    }[kind]()


def plain(value):
    """JSON for what botocore holds as Python objects."""
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.") + f"{value.microsecond // 1000:03}Z"
    raise TypeError(type(value))


def body_of(request):
    body = request["body"]
    if isinstance(body, dict):
        # What the client's HTTP layer does with a dictionary of form fields.
        from botocore.compat import urlencode
        return urlencode(body).encode()
    return body if isinstance(body, bytes) else body.encode()


def requests():
    for service, model in models():
        serializer = botocore.serialize.create_serializer(model.metadata["protocol"], include_validation=False)
        for name in model.operation_names:
            operation = model.operation_model(name)
            parameters = made_up(operation.input_shape, name) if operation.input_shape else {}
            request = serializer.serialize_to_request(parameters, operation)
            write({"service": service, "operation": name, "parameters": parameters,
                   "body": base64.b64encode(body_of(request)).decode()})


def responses():
    by_name = dict(models())
    for line in sys.stdin:
        answer = json.loads(line)
        model = by_name[answer["service"]]
        parser = botocore.parsers.create_parser(model.metadata["protocol"])
        shape = model.operation_model(answer["operation"]).output_shape
        parsed = parser.parse({"status_code": answer["status"], "headers": {}, "body": base64.b64decode(answer["body"])}, shape)
        write({"service": answer["service"], "operation": answer["operation"], "parsed": parsed})


def write(value):
    sys.stdout.write(json.dumps(value, default=plain) + "\n")


{"requests": requests, "responses": responses}[sys.argv[1]]()
