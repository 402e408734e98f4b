"""AWS-managed policies: an index, and their documents in chunks compressed with brotli."""
import json
import subprocess

from moto.iam.aws_managed_policies import aws_managed_policies_data

# Few enough that neighbours share their vocabulary, many enough that one lookup decompresses a few hundred KB only.
CHUNKS = 4

BROTLI = """
const z = require('zlib'), c = [], k = z.constants;
process.stdin.on('data', d => c.push(d)).on('end', () => process.stdout.write(z.brotliCompressSync(Buffer.concat(c),
  { params: { [k.BROTLI_PARAM_QUALITY]: 11, [k.BROTLI_PARAM_LGWIN]: 22, [k.BROTLI_PARAM_MODE]: 1 } })));
"""

UNBROTLI = """
const c = [];
process.stdin.on('data', d => c.push(d))
  .on('end', () => process.stdout.write(require('zlib').brotliDecompressSync(Buffer.concat(c))));
"""


def brotli(text):
    return subprocess.run(["node", "-e", BROTLI], input=text.encode(), capture_output=True, check=True).stdout


def unbrotli(data):
    return subprocess.run(["node", "-e", UNBROTLI], input=data, capture_output=True, check=True).stdout


def document(policy):
    """The document with its members in the order in which AWS writes them."""
    body = policy["Document"]
    ordered = {key: body[key] for key in ("Version", "Id", "Statement") if key in body}
    assert len(ordered) == len(body), body.keys()
    return json.dumps(ordered, separators=(",", ":"), ensure_ascii=True)


def instant(text):
    return text.replace("+00:00", "Z")


def files(table):
    policies = json.loads(aws_managed_policies_data)
    names = sorted(policies)
    size = (len(names) + CHUNKS - 1) // CHUNKS
    rows = []
    for chunk in range(CHUNKS):
        part = names[chunk * size:(chunk + 1) * size]
        yield f"documents.{chunk}.br", brotli("\n".join(document(policies[name]) for name in part))
        for line, name in enumerate(part):
            policy = policies[name]
            created, updated = instant(policy["CreateDate"]), instant(policy["UpdateDate"])
            rows.append([name, policy["Path"], policy["DefaultVersionId"], created,
                         "" if created == updated else updated, f"{chunk}.{line}"])
    index = table(["name", "path", "version", "created", "updated", "document"], rows)
    yield "managed-policies.tsv.br", brotli(index)
