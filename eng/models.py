"""Remakes models/*.json from the installed botocore: facts only, no documentation text.

usage: python3 eng/models.py          (see models/SOURCE.md for the version that is committed)
"""
import gzip
import html
import json
import pathlib
import re

import botocore

SERVICES = ["ec2", "ec2-instance-connect", "ecr", "fis", "iam", "ssm", "sts"]
PROSE = {"documentation", "deprecatedMessage", "deprecatedSince", "examples"}
ROOT = pathlib.Path(__file__).resolve().parent.parent / "models"
DATA = pathlib.Path(botocore.__file__).parent / "data"


def newest(service):
    """The newest service-2 description of a service."""
    path = sorted((DATA / service).glob("*/service-2.json*"))[-1]
    opened = gzip.open(path, "rt") if path.suffix == ".gz" else path.open()
    with opened as file:
        return json.load(file)


def facts(value, is_named=False):
    """The same value without prose. The keys of `members` are names of the API, never prose."""
    if isinstance(value, dict):
        return {k: facts(v, k == "members") for k, v in value.items() if is_named or k not in PROSE}
    if isinstance(value, list):
        return [facts(item) for item in value]
    return value


def compact(value):
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def lines(named):
    """A JSON object with one entry a line, sorted by name."""
    return "{\n" + ",\n".join(f"{compact(name)}:{compact(named[name])}" for name in sorted(named)) + "\n}"


def write(name, text):
    (ROOT / name).write_text(text + "\n", encoding="utf-8")
    print(f"models/{name}: {len(text) // 1024} KiB")


def describe(service):
    model = newest(service)
    operations = {name: facts(operation) for name, operation in model["operations"].items()}
    shapes = {name: facts(shape) for name, shape in model["shapes"].items()}
    write(f"{service}.json", "{\n" + f'"metadata":{compact(model["metadata"])},\n"operations":{lines(operations)},\n'
          f'"shapes":{lines(shapes)}\n}}')


def filter_names(documentation):
    """The names in `<li><code>name</code> - …`; both forms of the tag filter are written `tag:<key>`."""
    names = []
    item = re.compile(r"<li>\s*<p>\s*<code>([^<]+)</code>\s*(:&lt;key&gt;|:\s*<i>key</i>)?([^<]*)")
    depth_free = re.sub(r"(?s)<ul>(?:(?!<ul>|</ul>).)*</ul>(?=\s*</li>)", "", documentation)
    for match in item.finditer(depth_free):
        name = html.unescape(match[1]).strip()
        if match[2] or name == "tag":
            name = "tag:<key>" if name == "tag" else name + ":<key>"
        if re.fullmatch(r"[A-Za-z0-9*:<>._/-]+", name) and name not in names:
            names.append(name)
    return names


def filters():
    model = newest("ec2")
    found = {}
    for name, operation in model["operations"].items():
        members = model["shapes"][operation["input"]["shape"]]["members"]
        for member in members.values():
            if member["shape"] == "FilterList":
                found[name] = filter_names(member.get("documentation", ""))
    write("filters.json", lines(found))


for each in SERVICES:
    describe(each)
filters()
