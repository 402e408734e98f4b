"""A hypervisor of another machine, as far as Virga can tell: a private libvirtd that is reached by TCP alone. An image is
brought there by the command, a machine of it boots, shows its console and screen, gets a volume, and leaves nothing.

    remote.py SERVER IMAGE        prints OK, or what was found and ends with 1
"""
import base64, os, random, shutil, socket, subprocess, sys, tempfile

sys.dont_write_bytecode = True
import crash


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def network(number):
    return f"""<network><name>remote</name><bridge name="vgr{number}"/><ip address="192.168.{number}.1"
        netmask="255.255.255.0"><dhcp><range start="192.168.{number}.10" end="192.168.{number}.200"/></dhcp></ip></network>"""


def bring(server, uri, image):
    command = (["dotnet"] if server.endswith(".dll") else []) + [
        server, "ami", "import", image, "--name", "from afar", "--ec2-hypervisor-uri", uri, "--ec2-libvirt-pool", "crash"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise crash.Failure(done.stderr)
    return done.stdout.strip()


def live(emulator, hypervisor, image):
    def one(element, action, **parameters):
        return emulator.call(action, **parameters).findtext(".//" + element)

    crash.until("the image is found", lambda: one(
        "imageId", "DescribeImages", Filter_1_Name="name", Filter_1_Value_1="from afar") == image)
    answer = emulator.call("RunInstances", ImageId=image, InstanceType="t3.nano", MinCount="1", MaxCount="1")
    instance, zone = answer.findtext(".//instanceId"), answer.findtext(".//availabilityZone")
    crash.until("it runs", lambda: emulator.instances()[instance] == "running")
    limitation = {tag.findtext("key"): tag.findtext("value") for tag in emulator.call(
        "DescribeTags", Filter_1_Name="resource-id", Filter_1_Value_1=instance).iter("item")}.get(
            "aws:virga:limitation", "")
    if "network" not in limitation:
        raise crash.Failure(f"no word of the network: {limitation}")
    volume = one("volumeId", "CreateVolume", Size="1", AvailabilityZone=zone)
    crash.until("the volume", lambda: one(
        "volumeSet/item/status", "DescribeVolumes", VolumeId_1=volume) == "available")
    emulator.call("AttachVolume", VolumeId=volume, InstanceId=instance, Device="/dev/sdf")
    crash.until("it is attached", lambda: emulator.attachments(volume) == {instance: "attached"})
    if volume.replace("-", "") not in hypervisor.domains()[instance][1]:
        raise crash.Failure("the machine has no such disk")
    snapshot = one("snapshotId", "CreateSnapshot", VolumeId=volume)
    crash.until("a snapshot of what is not here is an error", lambda: one(
        "snapshotSet/item/status", "DescribeSnapshots", SnapshotId_1=snapshot) == "error")
    message = one("snapshotSet/item/statusMessage", "DescribeSnapshots", SnapshotId_1=snapshot)
    if "another host" not in (message or ""):
        raise crash.Failure(f"no word of why: {message}")

    def console():
        return base64.b64decode(one("output", "GetConsoleOutput", InstanceId=instance) or "").decode(errors="replace")
    crash.until("the guest is ready", lambda: "READY" in console() or console()[-200:], 1)
    screen = base64.b64decode(one("imageData", "GetConsoleScreenshot", InstanceId=instance))
    if screen[:1] not in (b"\xff", b"\x89"):
        raise crash.Failure("no picture of the screen")
    emulator.call("StopInstances", InstanceId_1=instance, Force="true")
    crash.until("it is stopped", lambda: emulator.instances()[instance] == "stopped")
    emulator.call("TerminateInstances", InstanceId_1=instance)
    crash.until("the volume is free", lambda: emulator.attachments(volume) == {})
    emulator.call("DeleteVolume", VolumeId=volume)
    crash.until("nothing is left", lambda: (
        set(os.listdir(hypervisor.folder + "/pool")) == {image, image + ".json"} and not hypervisor.domains())
        or os.listdir(hypervisor.folder + "/pool"))


def main():
    server, image = sys.argv[1:3]
    folder = tempfile.mkdtemp(prefix="virga-remote-")
    os.chmod(folder, 0o755)
    port, number = free_port(), random.randrange(130, 250)
    hypervisor = emulator = None
    status = 1
    try:
        hypervisor = crash.Hypervisor(folder, port)
        with open(folder + "/network.xml", "w") as file:
            file.write(network(number))
        hypervisor.virsh("net-define", folder + "/network.xml")
        hypervisor.virsh("net-start", "remote")
        uri = f"qemu+tcp://127.0.0.1:{port}/system"
        brought = bring(server, uri, image)
        emulator = crash.Emulator(server, folder, uri, "--backend", "libvirt", "--ec2-libvirt-network", "remote")
        live(emulator, hypervisor, brought)
        status = 0
        print("OK")
    except (crash.Failure, RuntimeError, OSError) as failure:
        print(failure)
        if emulator is not None:
            with open(folder + "/log", errors="replace") as log:
                print("".join(log.readlines()[-40:]))
    finally:
        if emulator is not None:
            emulator.end()
        if hypervisor is not None:
            subprocess.run(["virsh", "-q", "-c", hypervisor.uri, "net-destroy", "remote"], capture_output=True)
            hypervisor.end()
        shutil.rmtree(folder, ignore_errors=True)
    sys.exit(status)


main()
