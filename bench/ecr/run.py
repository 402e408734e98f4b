"""Virga's registry beside CNCF distribution (Debian's docker-registry, file system storage), in one run, one after the other.

usage: run.py VIRGA-BINARY DOCKER-REGISTRY OUT.md [--quick]

Large blobs go by curl, small ones by this program over kept connections, so the client costs both the same. Each number is
the best of the rounds; memory is the highest that the process had (VmHWM), which a cgroup's page cache is not part of.
"""
import base64
import concurrent.futures
import hashlib
import http.client
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

VIRGA, DISTRIBUTION, OUT = sys.argv[1:4]
QUICK = "--quick" in sys.argv
LARGE_MIB = 250
ROUNDS = 2 if QUICK else 4
SMALL = 1_000 if QUICK else 4_000
THREADS = 8
PULLS_AT_ONCE = 8


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Contender:
    """A server on a port of its own, with storage of its own."""

    def __init__(self, name, folder):
        self.name, self.folder, self.port = name, folder, free_port()
        self.repository, self.header = "bench", {}

    def start(self):
        self.log = open(os.path.join(self.folder, "log"), "w")
        self.process = subprocess.Popen(self.command(), stdout=self.log, stderr=self.log)
        for _ in range(600):
            try:
                http.client.HTTPConnection("127.0.0.1", self.port, timeout=1).request("GET", "/v2/")
                break
            except OSError:
                time.sleep(0.05)
        self.prepare()

    def prepare(self):
        pass

    def stop(self):
        self.process.terminate()
        self.process.wait()

    def memory_mib(self):
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))

    def url(self, path):
        return f"http://127.0.0.1:{self.port}/v2/{self.repository}/{path}"

    def curl(self, *arguments):
        headers = [item for pair in self.header.items() for item in ("-H", f"{pair[0]}: {pair[1]}")]
        return ["curl", "-sSf", *headers, *arguments]


class Virga(Contender):
    def command(self):
        binary = [VIRGA] if not VIRGA.endswith(".dll") else ["dotnet", VIRGA]
        return [*binary, "serve", "--port", str(self.port), "--data", os.path.join(self.folder, "data"), "--backend",
                "mock", "--ec2-imds-port", "0", "--log-level", "warning"]

    def prepare(self):
        self.call("CreateRepository", {"repositoryName": self.repository})
        token = self.call("GetAuthorizationToken", {})["authorizationData"][0]["authorizationToken"]
        assert base64.b64decode(token).startswith(b"AWS:")
        self.header = {"Authorization": "Basic " + token}

    def call(self, operation, body):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/", json.dumps(body).encode(), {
            "Content-Type": "application/x-amz-json-1.1",
            "X-Amz-Target": "AmazonEC2ContainerRegistry_V20150921." + operation,
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ecr/aws4_request, "
                             "SignedHeaders=host, Signature=00"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)


class Distribution(Contender):
    def command(self):
        path = os.path.join(self.folder, "config.yml")
        with open(path, "w") as config:
            config.write(f"version: 0.1\nlog:\n  level: error\n  accesslog:\n    disabled: true\nstorage:\n  filesystem:\n"
                         f"    rootdirectory: {self.folder}/data\nhttp:\n  addr: 127.0.0.1:{self.port}\n")
        return [DISTRIBUTION, "serve", path]


def large(path, seed):
    """Random bytes, which no one can compress; gives the digest."""
    digest = hashlib.sha256()
    with open(path, "wb") as file:
        for _ in range(LARGE_MIB):
            block = os.urandom(1024 * 1024)
            digest.update(block)
            file.write(block)
    return "sha256:" + digest.hexdigest()


def push(contender, path, digest):
    began = time.perf_counter()
    head = subprocess.run(contender.curl("-X", "POST", "-D", "-", "-o", "/dev/null", contender.url("blobs/uploads/")),
                          check=True, capture_output=True, text=True).stdout
    place = next(line.split(":", 1)[1].strip() for line in head.splitlines() if line.lower().startswith("location:"))
    if place.startswith("/"):
        place = f"http://127.0.0.1:{contender.port}{place}"
    head = subprocess.run(contender.curl("-X", "PATCH", "-T", path, "-D", "-", "-o", "/dev/null", "-H",
                                         "Content-Type: application/octet-stream", "-H", "Expect:", place),
                          check=True, capture_output=True, text=True).stdout
    place = next(line.split(":", 1)[1].strip() for line in head.splitlines() if line.lower().startswith("location:"))
    if place.startswith("/"):
        place = f"http://127.0.0.1:{contender.port}{place}"
    mark = "&" if "?" in place else "?"
    subprocess.run(contender.curl("-X", "PUT", "-o", "/dev/null", f"{place}{mark}digest={digest}"), check=True)
    return time.perf_counter() - began


def pull(contender, digest):
    began = time.perf_counter()
    subprocess.run(contender.curl("-o", "/dev/null", contender.url("blobs/" + digest)), check=True)
    return time.perf_counter() - began


def pulls_at_once(contender, digest):
    began = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(PULLS_AT_ONCE) as pool:
        list(pool.map(lambda _: pull(contender, digest), range(PULLS_AT_ONCE)))
    return time.perf_counter() - began


local = threading.local()


def request(contender, method, url, body=None):
    key = f"connection{contender.port}"
    connection = getattr(local, key, None)
    if connection is None:
        connection = http.client.HTTPConnection("127.0.0.1", contender.port)
        connection.connect()
        connection.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        setattr(local, key, connection)
    path = url[url.index("/v2/"):]
    connection.request(method, path, body, contender.header)
    answer = connection.getresponse()
    content = answer.read()
    assert answer.status < 400, (method, url, answer.status, content)
    return answer, content


def small_blobs(contender, blobs):
    def one(blob):
        answer, _ = request(contender, "POST", contender.url("blobs/uploads/"))
        place = answer.headers["Location"]
        mark = "&" if "?" in place else "?"
        digest = "sha256:" + hashlib.sha256(blob).hexdigest()
        request(contender, "PUT", f"{place}{mark}digest={digest}", blob)
        return digest
    began = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        digests = list(pool.map(one, blobs))
    return time.perf_counter() - began, digests


def small_pulls(contender, digests):
    began = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(lambda digest: request(contender, "GET", contender.url("blobs/" + digest)), digests))
    return time.perf_counter() - began


def measure(contender, files, blobs):
    numbers = {}
    contender.start()
    try:
        time.sleep(1)
        numbers["memory before (MiB)"] = contender.memory_mib()
        numbers[f"push of {LARGE_MIB} MiB (s)"] = min(push(contender, *file) for file in files)
        numbers[f"pull of {LARGE_MIB} MiB (s)"] = min(pull(contender, digest) for _, digest in files)
        numbers[f"{PULLS_AT_ONCE} pulls of it at once (s)"] = min(
            pulls_at_once(contender, files[0][1]) for _ in range(ROUNDS))
        numbers["memory after that (MiB)"] = contender.memory_mib()
        seconds, digests = small_blobs(contender, blobs)
        numbers[f"small blobs of 4 KiB pushed a second, {THREADS} at once"] = SMALL / seconds
        numbers[f"small blobs pulled a second, {THREADS} at once"] = SMALL / min(
            small_pulls(contender, digests) for _ in range(ROUNDS))
        numbers["memory at the end (MiB)"] = contender.memory_mib()
    finally:
        contender.stop()
    return numbers


def main():
    base = tempfile.mkdtemp(prefix="virga-bench-ecr-")
    try:
        files = []
        for number in range(ROUNDS):
            path = os.path.join(base, f"large{number}")
            files.append((path, large(path, number)))
        blobs = [os.urandom(4096) for _ in range(SMALL)]
        results = {}
        for kind in (Virga, Distribution):
            folder = os.path.join(base, kind.__name__)
            os.mkdir(folder)
            results[kind.__name__] = measure(kind(kind.__name__, folder), files, blobs)
            shutil.rmtree(folder)
        version = subprocess.run([DISTRIBUTION, "--version"], capture_output=True, text=True).stdout.split()[-1]
        lines = [f"| what | Virga | distribution {version} |", "| --- | ---: | ---: |"]
        for what in results["Virga"]:
            ours, theirs = results["Virga"][what], results["Distribution"][what]
            form = "{:,.2f}" if "(s)" in what else "{:,.0f}"
            lines.append(f"| {what} | {form.format(ours)} | {form.format(theirs)} |")
        text = f"""# Baseline of the registry

Measured by `./virga bench ecr{' --quick' if QUICK else ''}` on {time.strftime('%Y-%m-%d')}: {os.cpu_count()} cores. Virga is the published native
binary, the other Debian's docker-registry with file system storage; asked by one program, one after the other, the best of
{ROUNDS} rounds. Both write to the disk before they answer. Memory is the highest of the process.

""" + "\n".join(lines) + "\n"
        print(text)
        with open(OUT, "w") as out:
            out.write(text)
    finally:
        shutil.rmtree(base)


main()
