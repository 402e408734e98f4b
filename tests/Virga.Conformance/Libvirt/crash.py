"""Kills the emulator and libvirtd at seeded points of a machine's life; each time all must come to agree, and no disk
may be lost: at the end a guest boots from the root and finds there, and on the volume, what was written before. libvirtd is a private one, in a mount namespace of its own, since others use the machine's.

    crash.py SERVER IMAGE SEED POINTS        prints OK, or what was found and ends with 1
"""
import base64, glob, json, os, random, re, secrets, shutil, signal, socket, subprocess, sys, tempfile, time
import urllib.error, urllib.parse, urllib.request
import xml.etree.ElementTree as ElementTree

PATIENCE = 120
PATTERN = b"not to be lost " * 64
PLACE = 300 << 20

# In the gap before the first partition, which GRUB's image does not fill.
ROOT_PLACE = 2000 * 512


class Failure(Exception):
    pass


def until(what, look, pause=0.1):
    end, seen = time.monotonic() + PATIENCE, None
    while time.monotonic() < end:
        try:
            seen = look()
        except (OSError, RuntimeError) as error:
            seen = error
        if seen is True:
            return
        time.sleep(pause)
    raise Failure(f"not in {PATIENCE} s: {what}: {seen}")


class Hypervisor:
    """libvirtd with every directory that it writes to its own; by TCP as well, where a port is given."""

    OWN = ("/run/libvirt", "/etc/libvirt", "/var/lib/libvirt/qemu", "/var/log/libvirt")

    def __init__(self, folder, port=None):
        self.folder, self.socket, self.port = folder, folder + "/sock", port
        for name in ("sock", "pool", "etc"):
            os.mkdir(f"{folder}/{name}")
        with open(folder + "/etc/libvirtd.conf", "w") as file:
            file.write(f'unix_sock_dir = "{self.socket}"\nauth_unix_rw = "none"\nauth_unix_ro = "none"\n')
            if port:
                file.write(f'listen_tls = 0\nlisten_tcp = 1\nlisten_addr = "127.0.0.1"\ntcp_port = "{port}"\n'
                           'auth_tcp = "none"\n')
        mounts = "".join(f"mkdir -p {one}; mount -t tmpfs none {one}; " for one in self.OWN)
        self.keeper = subprocess.Popen(
            ["unshare", "-m", "sh", "-c", f"mount --make-rprivate /; {mounts} cp {folder}/etc/* /etc/libvirt/; "
             "mkdir -p /var/lib/libvirt/qemu/channel/target /var/lib/libvirt/qemu/save; "
             "chown -R libvirt-qemu:libvirt-qemu /var/lib/libvirt/qemu; echo ready; exec sleep 100000"],
            stdout=subprocess.PIPE)
        self.keeper.stdout.readline()
        self.daemon = self.log = None
        self.log = self.inside("virtlogd", "-p", folder + "/virtlogd.pid")
        self.start()
        until("libvirtd answers", lambda: self.virsh("list") is not None)
        self.virsh("pool-define-as", "crash", "dir", "--target", folder + "/pool")
        self.virsh("pool-start", "crash")
        self.virsh("pool-autostart", "crash")

    @property
    def uri(self):
        return f"qemu+unix:///system?socket={self.socket}/libvirt-sock"

    def inside(self, *command):
        return subprocess.Popen(["nsenter", "-t", str(self.keeper.pid), "-m", *command],
                                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def start(self):
        self.daemon = self.inside("libvirtd", *(["-l"] if self.port else []), "-f", "/etc/libvirt/libvirtd.conf",
                                  "-p", self.folder + "/libvirtd.pid")

    def kill(self):
        self.daemon.kill()
        self.daemon.wait()

    def virsh(self, *arguments):
        done = subprocess.run(["virsh", "-q", "-c", self.uri, *arguments], capture_output=True, text=True)
        if done.returncode != 0:
            raise RuntimeError(f"virsh {arguments[0]}: {done.stderr.strip()}")
        return done.stdout

    def domains(self):
        """The state of each by its name, and the serials of its disks."""
        names = self.virsh("list", "--all", "--name").split()
        return {name: (self.virsh("domstate", name).strip(), re.findall(r"<serial>(\w+)", self.virsh("dumpxml", name)))
                for name in names}

    def end(self):
        try:
            for name in self.virsh("list", "--name").split():
                self.virsh("destroy", name)
        except RuntimeError:
            pass
        for process in (self.daemon, self.log, self.keeper):
            process.kill()
            process.wait()


class Emulator:
    def __init__(self, server, folder, uri, *more):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        ssh = 20000 + self.port % 400 * 25
        self.command = (["dotnet"] if server.endswith(".dll") else []) + [
            server, "serve", "--port", str(self.port), "--data", folder + "/data", "--ec2-hypervisor-uri", uri,
            "--ec2-libvirt-pool", "crash", "--ec2-vm-accelerator", "emulation", "--ec2-imds-port", "0",
            "--ec2-ssh-port-start", str(ssh), "--ec2-ssh-port-end", str(ssh + 24), "--log-level", "warning", *more]
        self.log = open(folder + "/log", "ab")
        self.start()

    def start(self):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=self.log)

    def kill(self):
        self.process.kill()
        self.process.wait()

    def call(self, action, **parameters):
        form = {"Action": action, "Version": "2016-11-15"}
        form.update({name.replace("_", "."): value for name, value in parameters.items()})
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/", urllib.parse.urlencode(form).encode(), {
            "X-Amz-Date": "20260101T000000Z", "Authorization": "AWS4-HMAC-SHA256 "
            "Credential=test/20260101/us-east-1/ec2/aws4_request, SignedHeaders=host;x-amz-date, "
            "Signature=" + "0" * 64})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                return ElementTree.fromstring(re.sub(r' xmlns="[^"]*"', "", answer.read().decode()))
        except urllib.error.HTTPError as refusal:
            raise RuntimeError(f"{action}: {refusal.read().decode()}") from None

    def instances(self):
        return {one.findtext("instanceId"): one.findtext("instanceState/name")
                for one in self.call("DescribeInstances").findall(".//instancesSet/item")}

    def attachments(self, volume):
        found = self.call("DescribeVolumes", VolumeId_1=volume).find(".//volumeSet/item")
        return {one.findtext("instanceId"): one.findtext("status") for one in found.findall("attachmentSet/item")}

    def end(self):
        try:
            urllib.request.urlopen(urllib.request.Request(
                f"http://127.0.0.1:{self.port}/_virga/reset", b"", method="POST"), timeout=90)
        except OSError:
            pass
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()


class Run:
    def __init__(self, server, image, seed, folder):
        self.folder, self.chance = folder, random.Random(seed)
        self.hypervisor = Hypervisor(folder)
        self.image = "ami-" + secrets.token_hex(9)[:17]
        shutil.copy(image, f"{folder}/pool/{self.image}")
        self.hypervisor.virsh("pool-refresh", "crash")
        self.emulator = Emulator(server, folder, self.hypervisor.uri)
        self.wanted, self.snapshots, self.volume = {}, [], None

    def prepare(self):
        until("the image is found", lambda: self.emulator.call(
            "DescribeImages", Filter_1_Name="image-id", Filter_1_Value_1=self.image).find(".//imageId") is not None)
        self.main = self.launch()
        self.settle()
        self.emulator.call("StopInstances", InstanceId_1=self.main, Force="true")
        self.wanted[self.main] = "stopped"
        zone = self.emulator.call("DescribeInstances").findtext(".//availabilityZone")
        self.volume = self.emulator.call("CreateVolume", Size="1", AvailabilityZone=zone).findtext("volumeId")
        until("it is stopped", lambda: self.emulator.instances().get(self.main) == "stopped")
        until("the volume", lambda: self.emulator.call(
            "DescribeVolumes", VolumeId_1=self.volume).findtext(".//volumeSet/item/status") == "available")
        self.emulator.call("AttachVolume", VolumeId=self.volume, InstanceId=self.main, Device="/dev/sdf")
        for action, state in (("StartInstances", "running"), ("StopInstances", "stopped")):
            self.emulator.call(action, InstanceId_1=self.main, **({"Force": "true"} if state == "stopped" else {}))
            self.wanted[self.main] = state
            self.settle()
        self.path = f"{self.folder}/data/disks/{self.volume}.raw"
        with open(self.path, "ab") as file:
            file.truncate(1 << 30)
        with open(self.path, "r+b") as file:
            file.seek(PLACE)
            file.write(PATTERN)
        self.root = {path: os.stat(path).st_ino for path in glob.glob(self.folder + "/pool/vol-*")}
        with open(self.folder + "/pattern", "wb") as file:
            file.write(PATTERN)
        for path in self.root:
            subprocess.run(["qemu-io", "-f", "qcow2", "-c", f"write -s {self.folder}/pattern {ROOT_PLACE} 512", path],
                           check=True, capture_output=True)

    def launch(self):
        answer = self.emulator.call(
            "RunInstances", ImageId=self.image, InstanceType="t3.nano", MinCount="1", MaxCount="1")
        instance = answer.findtext(".//instanceId")
        self.wanted[instance] = "running"
        return instance

    def step(self):
        """Something that is asked for; what was answered has to come, what was not may."""
        state = self.emulator.instances().get(self.main)
        attached = bool(self.emulator.attachments(self.volume))
        others = [one for one, wanted in self.wanted.items() if one != self.main and wanted != "terminated"]
        choices = ["snapshot", "launch" if not others else "terminate", "stop" if state == "running" else "start"]
        if state == "stopped" or not attached:
            choices.append("detach" if attached else "attach")
        choice = self.chance.choice(choices)

        def act():
            if choice == "launch":
                self.launch()
            elif choice == "terminate":
                self.emulator.call("TerminateInstances", InstanceId_1=others[0])
                self.wanted[others[0]] = "terminated"
            elif choice == "stop":
                self.emulator.call("StopInstances", InstanceId_1=self.main, Force="true")
                self.wanted[self.main] = "stopped"
            elif choice == "start":
                self.emulator.call("StartInstances", InstanceId_1=self.main)
                self.wanted[self.main] = "running"
            elif choice == "attach":
                self.emulator.call("AttachVolume", VolumeId=self.volume, InstanceId=self.main, Device="/dev/sdf")
            elif choice == "detach":
                self.emulator.call("DetachVolume", VolumeId=self.volume)
            else:
                self.snapshots.append(self.emulator.call("CreateSnapshot", VolumeId=self.volume).findtext("snapshotId"))
        return choice, act

    def point(self, number):
        victim = self.chance.choice([self.emulator, self.hypervisor])
        choice, act = self.step()
        act()
        wait, pause = self.chance.random() * 1.5, self.chance.random() * 0.5
        time.sleep(wait)
        victim.kill()
        time.sleep(pause)
        victim.start()
        began = time.monotonic()
        self.settle()
        name = type(victim).__name__
        print(f"{number}: {choice}, {name} killed after {wait:.2f} s, agreed after {time.monotonic() - began:.1f} s",
              flush=True)

    def settle(self):
        until("API and host agree", self.agree, 0.2)
        for path, inode in getattr(self, "root", {}).items():
            if not os.path.exists(path) or os.stat(path).st_ino != inode:
                raise Failure(f"lost: {path}")
        if not hasattr(self, "root"):
            return
        for path in [self.path] + [f"{self.folder}/data/disks/{one}.raw" for one in self.snapshots]:
            with open(path, "rb") as file:
                file.seek(PLACE)
                if file.read(len(PATTERN)) != PATTERN:
                    raise Failure(f"lost: the content of {path}")

    def boot(self):
        """The guest that was there all the time boots from its root and reads what was written to its disks."""
        if self.emulator.instances()[self.main] != "stopped":
            self.emulator.call("StopInstances", InstanceId_1=self.main, Force="true")
            self.wanted[self.main] = "stopped"
            self.settle()
        if not self.emulator.attachments(self.volume):
            self.emulator.call("AttachVolume", VolumeId=self.volume, InstanceId=self.main, Device="/dev/sdf")
        self.emulator.call("StartInstances", InstanceId_1=self.main)
        self.wanted[self.main] = "running"
        self.settle()
        until("the guest's agent", lambda: self.ask("guest-ping") == {} or True, 0.5)
        serial = self.volume.replace("-", "")
        for what, script in (
                ("root", f"dd if=/dev/vda bs=512 skip={ROOT_PLACE // 512} count=1"),
                ("volume", f"d=$(grep -l {serial} /sys/block/vd*/serial | cut -d/ -f4); "
                           f"dd if=/dev/$d bs=512 skip={PLACE // 512} count=1"),
                ("file system", "until [ -s /mnt/state/instance-id ]; do sleep 0.2; done; cat /mnt/state/instance-id")):
            found = self.run(script)
            if not found.startswith(self.main.encode() if what == "file system" else PATTERN[:512]):
                raise Failure(f"the guest finds on its {what}: {found[:64]}")

    def ask(self, command, **arguments):
        answer = self.hypervisor.virsh(
            "qemu-agent-command", self.main, json.dumps({"execute": command, "arguments": arguments}))
        return json.loads(answer)["return"]

    def run(self, script):
        """What a command of the guest prints, by its agent."""
        process = self.ask("guest-exec", path="/bin/sh", arg=["-c", script], **{"capture-output": True})["pid"]
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            status = self.ask("guest-exec-status", pid=process)
            if status["exited"]:
                return base64.b64decode(status.get("out-data", ""))
            time.sleep(0.2)
        raise Failure(f"the guest does not end: {script}")

    def agree(self):
        """True, or what is not so yet."""
        api, host = self.emulator.instances(), self.hypervisor.domains()
        for instance, wanted in self.wanted.items():
            state = api.get(instance)
            if state != wanted:
                return f"{instance} is {state}, not {wanted}"
            found = host.pop(instance, (None, []))[0]
            if found != {"running": "running", "stopped": "shut off", "terminated": None}[wanted]:
                return f"{instance} is {wanted}, its domain {found}"
        if host:
            return f"domains of nobody: {host}"
        for one in self.snapshots:
            answer = self.emulator.call("DescribeSnapshots", SnapshotId_1=one)
            if answer.findtext(".//snapshotSet/item/status") != "completed":
                return f"{one} is not completed"
        return self.volume is None or self.agree_on_volume()

    def agree_on_volume(self):
        attached = self.emulator.attachments(self.volume)
        if any(state != "attached" for state in attached.values()):
            return f"attachments: {attached}"
        domains = self.hypervisor.domains()
        holders = {name for name, (state, serials) in domains.items()
                   if state == "running" and self.volume.replace("-", "") in serials}
        should = {name for name in attached if domains.get(name, ("",))[0] == "running"}
        return holders == should or f"held by {holders}, attached to {should}"

    def end(self):
        self.emulator.end()
        left = []
        try:
            left = list(self.hypervisor.domains())
        finally:
            self.hypervisor.end()
        if left:
            raise Failure(f"left after all: {left}")


def main():
    server, image, seed, points = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
    folder = tempfile.mkdtemp(prefix="virga-crash-")
    os.chmod(folder, 0o755)
    run = None
    try:
        run = Run(server, image, seed, folder)
        run.prepare()
        for number in range(1, points + 1):
            run.point(number)
        began = time.monotonic()
        run.boot()
        print(f"a guest booted and found all, after {time.monotonic() - began:.1f} s", flush=True)
        run.end()
        run = None
        print("OK")
    except (Failure, RuntimeError, OSError) as failure:
        print(failure)
        with open(folder + "/log", errors="replace") as log:
            print("".join(log.readlines()[-40:]))
        sys.exit(1)
    finally:
        if run is not None:
            try:
                run.end()
            except Exception as failure:
                print(failure)
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
