#!/usr/bin/env python3
"""Times virtual machines through the API against plain virsh with the same image, in one run, one after the other.

    bench/vm/run.py SERVER [--image FILE] [--rounds N] [--out FILE]

SERVER is the published binary, or virga-server.dll. Needs libvirt (eng/libvirt.sh up), the micro image
(eng/vm-images.sh micro) and, for the fabric, Docker. Plain virsh does what a person would do: a disk over the image,
the seed, define, start. A machine counts as reached by ssh when the banner of its server is read.

Both are waited for in the same way: the first version looked for the guest's lease by a virsh process every 20 ms, which
took a core of two from the guest that it waited for. Now the address is reserved beforehand, and only the banner is asked
for. Neither runs while the guest of the other still boots, and they take turns in going first.
"""
import argparse, base64, os, re, secrets, shutil, signal, socket, statistics, subprocess, sys, tempfile, time
import urllib.parse, urllib.request
import xml.etree.ElementTree as ElementTree

VIRSH = ["virsh", "-q", "-c", "qemu:///system"]
LIMIT = 300


def virsh(*arguments, text=None):
    done = subprocess.run(VIRSH + list(arguments), input=text, capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(f"virsh {arguments[0]}: {done.stderr.strip()}")
    return done.stdout


def until(what, look):
    end = time.monotonic() + LIMIT
    while time.monotonic() < end:
        seen = look()
        if seen:
            return seen
        time.sleep(0.02)
    raise RuntimeError(f"not after {LIMIT} s: {what}")


def reserve(command, name, mac, address):
    virsh("net-update", "default", command, "ip-dhcp-host", f"<host mac='{mac}' name='{name}' ip='{address}'/>", "--live")


def free_address():
    """One of libvirt's network of which its server knows nothing."""
    known = virsh("net-dhcp-leases", "default") + virsh("net-dumpxml", "default")
    prefix = re.search(r"<range start='([0-9.]+)\.\d+'", known).group(1)
    return next(f"{prefix}.{last}" for last in range(250, 100, -1) if not re.search(rf"{prefix}\.{last}\b", known))


def banner(host, port):
    try:
        with socket.create_connection((host, port), 2) as connection:
            connection.settimeout(2)
            return connection.recv(4) == b"SSH-"
    except OSError:
        return False


class Api:
    """EC2 as a bare client speaks it: each answer's elements without their namespace."""

    def __init__(self, port):
        self.url = f"http://127.0.0.1:{port}/"

    def call(self, action, **parameters):
        form = {"Action": action, "Version": "2016-11-15"}
        form.update({name.replace("_", "."): value for name, value in parameters.items()})
        request = urllib.request.Request(self.url, urllib.parse.urlencode(form).encode(), {
            "X-Amz-Date": "20260101T000000Z", "Authorization": "AWS4-HMAC-SHA256 "
            "Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, "
            "Signature=" + "0" * 64})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return re.sub(r' xmlns="[^"]*"', "", answer.read().decode())

    def one(self, element, action, **parameters):
        found = ElementTree.fromstring(self.call(action, **parameters)).find(f".//{element}")
        return None if found is None else found.text

    def tag(self, instance, key):
        answer = ElementTree.fromstring(self.call(
            "DescribeTags", Filter_1_Name="resource-id", Filter_1_Value_1=instance))
        return next((one.findtext("value") for one in answer.iter("item") if one.findtext("key") == key), None)


def memory(process):
    with open(f"/proc/{process}/smaps_rollup") as lines:
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def launch(api, image):
    began = time.monotonic()
    instance = api.one("instanceId", "RunInstances", ImageId=image, InstanceType="t3.nano", MinCount="1", MaxCount="1")
    until("running", lambda: api.one("name", "DescribeInstances", InstanceId_1=instance) == "running")
    running = time.monotonic() - began
    way = until("a way in", lambda: api.tag(instance, "aws:virga:ssh"))
    host, port = way.split(":")
    until("ssh", lambda: banner(host, int(port)))
    ssh = time.monotonic() - began
    until("its boot is over", lambda: b"READY" in base64.b64decode(
        api.one("output", "GetConsoleOutput", InstanceId=instance) or ""))
    return instance, running, ssh


def plain(image, pattern, seed):
    """The same machine, in libvirt's own network, as virsh is used by hand."""
    name = "bench-" + secrets.token_hex(6)
    mac = "52:54:00:" + ":".join(secrets.token_hex(1) for _ in range(3))
    address = free_address()
    reserve("add", name, mac, address)
    began = time.monotonic()
    virsh("vol-create-as", "default", f"{name}-root", "1G", "--format", "qcow2", "--backing-vol", image,
          "--backing-vol-format", "qcow2")
    virsh("vol-create-as", "default", f"{name}-seed", str(os.path.getsize(seed)), "--format", "raw")
    virsh("vol-upload", "--pool", "default", f"{name}-seed", seed)
    folder = os.path.dirname(virsh("vol-path", "--pool", "default", f"{name}-root").strip())
    with tempfile.NamedTemporaryFile("w", suffix=".xml") as file:
        file.write(pattern.format(name=name, mac=mac, folder=folder))
        file.flush()
        virsh("define", file.name)
    try:
        virsh("start", name)
        until("running", lambda: virsh("domstate", name).strip() == "running")
        running = time.monotonic() - began
        until("ssh", lambda: banner(address, 22))
        return running, time.monotonic() - began
    finally:
        subprocess.run(VIRSH + ["destroy", name], capture_output=True)
        subprocess.run(VIRSH + ["undefine", name], capture_output=True)
        reserve("delete", name, mac, address)
        for disk in ("root", "seed"):
            subprocess.run(VIRSH + ["vol-delete", "--pool", "default", f"{name}-{disk}"], capture_output=True)


def pattern_of(instance):
    """What libvirt was told of a machine of Virga's, as a machine of nobody's in libvirt's network."""
    domain = ElementTree.fromstring(virsh("dumpxml", "--inactive", instance))
    for element in ("uuid", "metadata", "sysinfo"):
        for found in domain.findall(element):
            domain.remove(found)
    system = domain.find("os")
    for found in system.findall("smbios"):
        system.remove(found)
    domain.find("name").text = "{name}"
    devices = domain.find("devices")
    for card in devices.findall("interface"):
        devices.remove(card)
    card = ElementTree.SubElement(devices, "interface", type="network")
    ElementTree.SubElement(card, "source", network="default")
    ElementTree.SubElement(card, "mac", address="{mac}")
    ElementTree.SubElement(card, "model", type="virtio")
    ElementTree.SubElement(card, "rom", enabled="no")
    for disk, name in zip(devices.findall("disk"), ("root", "seed")):
        disk.find("source").set("file", "{folder}/{name}-" + name)
        for alias in disk.findall("alias") + disk.findall("serial"):
            disk.remove(alias)
    for log in devices.findall(".//log"):
        log.set("file", "/var/log/libvirt/qemu/{name}-console.log")
    return ElementTree.tostring(domain, encoding="unicode")


def measure(options, folder):
    image = "ami-" + secrets.token_hex(9)[:17]
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    start = ["dotnet", options.server] if options.server.endswith(".dll") else [options.server]
    virsh("vol-create-as", "default", image, str(os.path.getsize(options.image)), "--format", "qcow2")
    virsh("vol-upload", "--pool", "default", image, options.image)
    virsh("pool-refresh", "default")
    server = subprocess.Popen(
        start + ["serve", "--port", str(port), "--data", folder, "--ec2-vm-accelerator", "emulation", "--ec2-imds-port",
                 "0", "--ec2-ssh-port-start", "28600", "--ec2-ssh-port-end", "28640", "--log-level", "error"])
    api, found, launched = Api(port), {"virga": [], "virsh": []}, []
    try:
        def is_there():
            try:
                return image in api.call("DescribeImages", Filter_1_Name="image-id", Filter_1_Value_1=image)
            except OSError:
                return False
        until("the image is found", is_there)
        until("health", lambda: "emulation" in urllib.request.urlopen(api.url + "_virga/health").read().decode())
        before = memory(server.pid)
        # The first one makes the fabric as well, and shows what to compare with.
        instance, *first = launch(api, image)
        launched.append(instance)
        pattern, seed = pattern_of(instance), folder + "/seed"
        virsh("vol-download", "--pool", "default", f"{instance}-seed", seed)
        limitation = api.tag(instance, "aws:virga:limitation")
        after_one = memory(server.pid)

        def ours():
            instance, running, ssh = launch(api, image)
            launched.append(instance)
            found["virga"].append((running, ssh))

        def theirs():
            found["virsh"].append(plain(image, pattern, seed))
        for number in range(1, options.rounds + 1):
            for one in (ours, theirs) if number % 2 else (theirs, ours):
                one()
            print(f"round {number}: {found['virga'][-1]} {found['virsh'][-1]}", file=sys.stderr, flush=True)
        after = memory(server.pid)
        return first, found, before, after_one, after, len(launched), limitation
    finally:
        try:
            urllib.request.urlopen(urllib.request.Request(api.url + "_virga/reset", b"", method="POST"), timeout=120)
        except OSError:
            pass
        server.send_signal(signal.SIGTERM)
        server.wait(120)
        virsh("vol-delete", "--pool", "default", image)


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("server")
    arguments.add_argument("--image", default="/var/tmp/virga/images/micro.qcow2")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--out")
    options = arguments.parse_args()
    folder = tempfile.mkdtemp(prefix="virga-bench-vm-")
    os.chmod(folder, 0o755)
    try:
        first, found, before, after_one, after, count, limitation = measure(options, folder)
    finally:
        shutil.rmtree(folder)
    rows = []
    for index, what in enumerate(("launch to running", "launch to ssh")):
        ours = statistics.median(one[index] for one in found["virga"])
        theirs = statistics.median(one[index] for one in found["virsh"])
        rows.append(f"| {what} (s) | {ours:.2f} | {theirs:.2f} | {ours / theirs:.2f} | 1.1 |")
    text = "\n".join([
        "# Virtual machines against plain virsh", "",
        f"Measured by `bench/vm/run.py {os.path.basename(options.server)} --rounds {options.rounds}` on "
        f"{time.strftime('%Y-%m-%d')}: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, QEMU without KVM, "
        f"the micro image, medians of {options.rounds} interleaved launches. Network of Virga's machines: "
        f"{limitation or 'the fabric'}", "",
        "| what | Virga | virsh | ratio | goal |", "| --- | ---: | ---: | ---: | ---: |", *rows, "",
        "virsh is called as by hand, a process for each step, and its guest's address is reserved beforehand, so that both are",
        "waited for in the same way: by asking for the banner of the guest's ssh server.", "",
        f"The first launch, which makes the fabric too: running after {first[0]:.2f} s, ssh after {first[1]:.2f} s.",
        f"Memory of the emulator (Pss): {before:.1f} MiB before, {after_one:.1f} MiB with one machine, {after:.1f} MiB "
        f"with {count}: {(after - before) / count:.2f} MiB for each.", ""])
    print(text)
    if options.out:
        with open(options.out, "w") as file:
            file.write(text)


main()
