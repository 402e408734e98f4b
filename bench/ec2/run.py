"""Launches of container instances beside bare `docker run` of the same image, interleaved, since a machine's load changes.

usage: run.py VIRGA-BINARY OUT.md [--quick]

Running: until `docker run -d` returns, and until DescribeInstances says running (asked every 5 ms). ssh: until the first
bytes of an ssh server's greeting; the bare container makes its host keys and starts sshd as its command, an instance
does so in its boot. Both leave the image's file system as it is. Medians; the ratio is theirs.
"""
import http.client
import json
import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

VIRGA, OUT = sys.argv[1:3]
QUICK = "--quick" in sys.argv
RUNS = 5 if QUICK else 20
MANY = 20 if QUICK else 100
IMAGE, AMI = "localstack-ec2/ubuntu-22.04-jammy-jellyfish:ami-df5de72bdb3b", "ami-df5de72bdb3b"
SMALL = "ami-alpine"
# The same two keys as an instance gets, made side by side as there; `ssh-keygen -A` would spend most of its time on RSA.
KEYS = " & ".join(f"ssh-keygen -q -t {one} -N '' -f /etc/ssh/ssh_host_{one}_key" for one in ("ed25519", "ecdsa"))
SSHD = f"mkdir -p /run/sshd && rm -f /etc/ssh/ssh_host_* && ({KEYS} & wait) && exec /usr/sbin/sshd -D"


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Virga:
    def __init__(self, network):
        self.port, self.log = free_port(), tempfile.NamedTemporaryFile(suffix=".log")
        binary = [VIRGA] if not VIRGA.endswith(".dll") else ["dotnet", VIRGA]
        first = 20_000 + self.port % 300 * 100
        self.process = subprocess.Popen(
            [*binary, "serve", "--port", str(self.port), "--backend", "docker", "--ec2-network", network,
             "--ec2-ssh-port-start", str(first), "--ec2-ssh-port-end", str(first + 299), "--ec2-imds-port", "0"],
            stdout=self.log, stderr=self.log)
        for _ in range(600):
            try:
                self.connection = http.client.HTTPConnection("127.0.0.1", self.port)
                self.connection.connect()
                break
            except OSError:
                time.sleep(0.05)

    def call(self, action, **parameters):
        body = urllib.parse.urlencode({"Action": action, "Version": "2016-11-15", **parameters})
        self.connection.request("POST", "/", body, {
            "Content-Type": "application/x-www-form-urlencoded",
            "Authorization": "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/ec2/aws4_request, "
                             "SignedHeaders=host, Signature=00"})
        answer = self.connection.getresponse()
        text = answer.read().decode()
        assert answer.status == 200, text
        return text

    def launch(self, image=AMI, count=1):
        text = self.call("RunInstances", ImageId=image, InstanceType="t3.nano", MinCount=count, MaxCount=count)
        return re.findall(r"<instanceId>(i-[0-9a-f]+)", text)

    def running(self):
        return self.call("DescribeInstances", **{"Filter.1.Name": "instance-state-name", "Filter.1.Value.1": "running"})

    def until_running(self, ids):
        while not all(one in self.running() for one in ids):
            time.sleep(0.005)

    def ssh(self, instance):
        text = self.call("DescribeInstances", **{"InstanceId.1": instance})
        return re.search(r"aws:virga:ssh</key><value>127\.0\.0\.1:(\d+)", text)

    def end(self, ids):
        self.call("TerminateInstances", **{f"InstanceId.{n + 1}": one for n, one in enumerate(ids)})
        while any(one in self.running() for one in ids):
            time.sleep(0.05)

    def memory_mib(self):
        """Resident, and of that what is not the program's file."""
        with open(f"/proc/{self.process.pid}/status") as status:
            sizes = dict(line.split(":") for line in status)
        return [int(sizes[name].split()[0]) / 1024 for name in ("VmRSS", "RssAnon")]

    def stop(self):
        self.process.terminate()
        self.process.wait()


def greets(host, port):
    try:
        with socket.create_connection((host, port), timeout=2) as one:
            return one.recv(4) == b"SSH-"
    except OSError:
        return False


def docker(*arguments):
    return subprocess.run(["docker", *arguments], check=True, capture_output=True, text=True).stdout.strip()


def bare_running():
    began = time.perf_counter()
    name = docker("run", "-d", IMAGE, "sleep", "600")
    took = time.perf_counter() - began
    docker("rm", "-f", name)
    return took


def bare_ssh():
    began = time.perf_counter()
    name = docker("run", "-d", IMAGE, "sh", "-c", SSHD)
    address = docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", name)
    while not greets(address, 22):
        time.sleep(0.002)
    took = time.perf_counter() - began
    docker("rm", "-f", name)
    return took


def virga_times(virga):
    began = time.perf_counter()
    ids = virga.launch()
    virga.until_running(ids)
    running = time.perf_counter() - began
    while not (at := virga.ssh(ids[0])) or not greets("127.0.0.1", int(at.group(1))):
        time.sleep(0.002)
    ssh = time.perf_counter() - began
    virga.end(ids)
    return running, ssh


def crowd(network):
    """A server that did nothing else: how long so many take at once, and its memory with none, one, half and all."""
    virga, seen, took = Virga(network), [], 0
    try:
        for count in (0, 1, MANY // 2, MANY):
            began = time.perf_counter()
            ids = virga.launch(SMALL, count) if count else []
            virga.until_running(ids)
            took = time.perf_counter() - began
            time.sleep(5)
            seen.append((count, *virga.memory_mib()))
            if ids:
                virga.end(ids)
    finally:
        virga.stop()
    return took, seen


def main():
    servers = {"bridge": Virga("bridge"), "fabric": Virga("fabric")}
    times = {name: [] for name in ("docker running", "docker ssh", "bridge running", "bridge ssh", "fabric running",
                                   "fabric ssh")}
    try:
        for server in servers.values():
            virga_times(server)
        for _ in range(RUNS):
            times["docker running"].append(bare_running())
            times["docker ssh"].append(bare_ssh())
            for name, server in servers.items():
                running, ssh = virga_times(server)
                times[name + " running"].append(running)
                times[name + " ssh"].append(ssh)
    finally:
        for server in servers.values():
            server.stop()
    crowds = {name: crowd(name) for name in servers}
    middle = {name: statistics.median(values) * 1000 for name, values in times.items()}
    lines = ["# Launches", "",
             f"Measured by `./virga bench ec2{' --quick' if QUICK else ''}` on {time.strftime('%Y-%m-%d')}: "
             f"{os.cpu_count()} cores, {RUNS} runs each, interleaved. Medians; the ratio is to `docker run`.", "",
             "| launch to | `docker run` | Virga on the engine's bridge | Virga on the fabric |", "| --- | ---: | ---: | ---: |"]
    for what in ("running", "ssh"):
        base = middle["docker " + what]
        cells = [f"{middle[f'{name} {what}']:.0f} ms ({middle[f'{name} {what}'] / base:.2f})" for name in servers]
        lines.append(f"| {what} | {base:.0f} ms | {' | '.join(cells)} |")
    lines += ["", "| of busybox | bridge | fabric |", "| --- | ---: | ---: |",
              f"| {MANY} instances at once, all running after (s) | "
              + " | ".join(f"{crowds[name][0]:.1f}" for name in servers) + " |"]
    memories = [crowds[name][1] for name in servers]
    for rows in zip(*memories):
        cells = [f"{resident:.1f} ({own:.1f})" for _, resident, own in rows]
        lines.append(f"| memory with {rows[0][0]} (MiB; not the program's file) | {' | '.join(cells)} |")
    slopes = [(rows[3][1] - rows[1][1]) * 1024 / (MANY - 1) for rows in memories]
    lines.append("| each further instance (KiB) | " + " | ".join(f"{one:.0f}" for one in slopes) + " |")
    with open(OUT, "w") as file:
        file.write("\n".join(lines) + "\n")
    print("\n".join(lines))
    print(json.dumps({name: [round(one * 1000) for one in values] for name, values in times.items()}))


main()
