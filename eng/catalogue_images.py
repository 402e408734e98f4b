"""Images of the catalogue and the public parameters that point at them. Names, owners and descriptions of Amazon
Linux and of the ECS images are recorded ones; the others follow their publisher's pattern with a plausible date."""
from datetime import date, timedelta

HEADER = ["name", "id", "description", "owner", "alias", "architecture", "created", "rootDevice", "rootVolume",
          "otherDevices", "bootMode", "imds", "tpm", "platform", "deprecated", "user", "container"]
PARAMETER_HEADER = ["name", "image", "value", "version", "modified", "dataType"]

AMAZON, CANONICAL, DEBIAN, ALPINE = "137112412989", "099720109477", "136693071363", "538276064493"
WINDOWS, ECS, EKS, RED_HAT, SUSE = "801119661308", "591542846629", "602401143452", "309956199498", "013907871322"
BOTTLEROCKET, ROCKY, ALMA, FEDORA = "092701018921", "792107900819", "764336703387", "125523088429"
AMAZON_LINUX = "public.ecr.aws/amazonlinux/amazonlinux:"
LIBRARY = "public.ecr.aws/docker/library/"

images = {}
params = {}


def day(serial):
    text = serial.replace(".", "")
    return date(int(text[:4]), int(text[4:6]), int(text[6:8]))


def image(name, description, owner, architecture, created, volume, **facts):
    """One image. An old one has the deprecation date of its publisher; the newest of a line has none yet. Images of
    one day follow each other by seconds, so that "most recent" has one answer."""
    at = f"12:{len(images) // 60:02}:{len(images) % 60:02}"
    images[name] = [
        name, facts.get("id"), description, owner, facts.get("alias", "amazon"), architecture,
        f"{created.isoformat()}T{at}.000Z", facts.get("device", "/dev/xvda"), volume,
        facts.get("others"), facts.get("boot"), facts.get("imds"), facts.get("tpm"), facts.get("platform", "linux"),
        f"{(created + timedelta(days=facts['old'])).isoformat()}T12:00:00.000Z" if "old" in facts else None,
        facts["user"], facts.get("container"),
    ]


def parameter(name, of, value="{ami}", version=1, data_type="aws:ec2:image"):
    created = images[of][6]
    params[name] = [name, of, value, version, created.replace(".000Z", "Z"), data_type]


# --- Amazon Linux -------------------------------------------------------------------------------------------------

def amazon_linux(read):
    recorded = read("ec2/resources/latest_amis/us-east-1.json.gz")
    for item in recorded:
        if "-pv-" not in item["name"]:
            amazon_linux_image(item["name"], item["description"], item["architecture"])
    # The releases before, which the recorded ECS images were built from.
    for arch in ("x86_64", "arm64"):
        amazon_linux_image(f"al2023-ami-2023.10.20260216.1-kernel-6.1-{arch}",
                           f"Amazon Linux 2023 AMI 2023.10.20260216.1 {arch} HVM kernel-6.1", arch, old=90)
        arm = "LTS Arm64 " if arch == "arm64" else ""
        amazon_linux_image(f"amzn2-ami-hvm-2.0.20260216.0-{arch}-gp2",
                           f"Amazon Linux 2 {arm}AMI 2.0.20260216.0 {arch} HVM gp2", arch, old=90)
    # The image that CDK's NAT instances look for.
    amazon_linux_image("amzn-ami-vpc-nat-2018.03.0.20210721.0-x86_64-ebs",
                       "Amazon Linux AMI 2018.03.0.20210721.0 x86_64 VPC HVM ebs", "x86_64")
    names = {item["ami_id"]: item["name"] for item in recorded}
    for item in read("ssm/resources/ami-amazon-linux-latest/us-east-1.json.gz"):
        if names.get(item["Value"]) in images:
            parameter(item["Name"], names[item["Value"]], version=item["Version"], data_type=item["DataType"])


def amazon_linux_image(name, description, arch, **old):
    serial = next(part for part in name.replace("-", ".").split(".") if len(part) == 8 and part.isdigit())
    size = 2 if "minimal" in name else 8
    if name.startswith("al2023"):
        kind, boot, generation = "gp3", "uefi" if arch == "arm64" else "uefi-preferred", "2023"
    else:
        kind = "standard" if name.endswith("-ebs") else "gp2"
        boot, generation = None, "2" if name.startswith("amzn2") else "1"
    image(name, description, AMAZON, arch, day(serial) + timedelta(days=2), f"{size}:{kind}", boot=boot,
          imds="v2.0" if generation == "2023" else None, user="ec2-user", container=AMAZON_LINUX + generation, **old)


def ecs(read):
    tree = read("ssm/resources/ecs/optimized_amis/us-east-1.json.gz")["aws"]["service"]["ecs"]["optimized-ami"]
    described = {i["name"]: i["description"] for i in read("ec2/resources/ecs/optimized_amis/us-east-1.json.gz")}
    for family, branches in (("amazon-linux-2", ("", "arm64", "gpu", "inf", "kernel-5.10", "kernel-5.10/arm64",
                                                 "kernel-5.10/gpu", "kernel-5.10/inf")),
                             ("amazon-linux-2023", ("", "arm64", "gpu", "neuron"))):
        for branch in branches:
            node = tree[family]
            for part in filter(None, branch.split("/")):
                node = node[part]
            ecs_image(f"/aws/service/ecs/optimized-ami/{family}/{branch}".rstrip("/"), node["recommended"]["Value"],
                      described)


def ecs_image(path, facts, described):
    name, generation = facts["image_name"], "2023" if facts["os"].endswith("2023") else "2"
    arch = "arm64" if "arm64" in name else "x86_64"
    volume = "30:gp3" if generation == "2023" else "30:gp2"
    boot = {"x86_64": "uefi-preferred", "arm64": "uefi"}[arch] if generation == "2023" else None
    image(name, described.get(name, name), ECS, arch, day(facts["image_version"].split(".")[-1]) + timedelta(days=1),
          volume, boot=boot, imds="v2.0" if generation == "2023" else None, user="ec2-user",
          container=AMAZON_LINUX + generation)
    facts = {**facts, "image_id": "{ami}"}
    text = "{" + ",".join(f'"{k}":{v}' if isinstance(v, int) else f'"{k}":"{v}"' for k, v in facts.items()) + "}"
    parameter(f"{path}/recommended", name, text, data_type="text")
    for key, value in facts.items():
        parameter(f"{path}/recommended/{key}", name, str(value), data_type="text")


def eks():
    for version, patch in (("1.31", 14), ("1.32", 13), ("1.33", 10), ("1.34", 6), ("1.35", 3)):
        for variant, architectures in (("standard", ("x86_64", "arm64")), ("nvidia", ("x86_64", "arm64")),
                                       ("neuron", ("x86_64",))):
            for arch in architectures:
                eks_image(f"amazon-eks-node-al2023-{arch}-{variant}-{version}-v20260423", arch, f"{version}.{patch}",
                          f"{version}/amazon-linux-2023/{arch}/{variant}", "2023")
        if version in ("1.31", "1.32"):
            for suffix, arch in (("", "x86_64"), ("-gpu", "x86_64"), ("-arm64", "arm64")):
                eks_image(f"amazon-eks{suffix}-node-{version}-v20251120", arch, f"{version}.9",
                          f"{version}/amazon-linux-2{suffix}", "2")
        for arch in ("x86_64", "arm64"):
            bottlerocket(f"aws-k8s-{version}", arch)
    for arch in ("x86_64", "arm64"):
        bottlerocket("aws-ecs-2", arch)


def eks_image(name, arch, release, path, generation):
    serial = name[-8:]
    modern = generation == "2023"
    boot = None if not modern else "uefi" if arch == "arm64" else "uefi-preferred"
    image(name, f"EKS-optimized Kubernetes node based on Amazon Linux {generation}, "
          f"(k8s: {release}, containerd: 2.2.*)", EKS, arch, day(serial) + timedelta(days=1), "20:gp3" if modern else "20:gp2", boot=boot,
          imds="v2.0" if modern else None, user="ec2-user")
    path = f"/aws/service/eks/optimized-ami/{path}/recommended"
    parameter(path, name, f'{{"schema_version":"2","image_id":"{{ami}}","image_name":"{name}",'
              f'"release_version":"{release}-{serial}"}}', data_type="text")
    for key, value in (("image_id", "{ami}"), ("image_name", name), ("release_version", f"{release}-{serial}")):
        parameter(f"{path}/{key}", name, value, data_type="text")


def bottlerocket(variant, arch):
    name = f"bottlerocket-{variant}-{arch}-v1.57.0-0b7ee3f1"
    image(name, name, BOTTLEROCKET, arch, date(2026, 4, 21), "2:gp3", others="/dev/xvdb=20:gp3", user="ec2-user",
          boot="uefi" if arch == "arm64" else "uefi-preferred", imds="v2.0")
    for when in ("latest", "1.57.0"):
        path = f"/aws/service/bottlerocket/{variant}/{arch}/{when}"
        parameter(f"{path}/image_id", name, data_type="text")
        parameter(f"{path}/image_version", name, "1.57.0-0b7ee3f1", data_type="text")


# --- Other Linux --------------------------------------------------------------------------------------------------

def ubuntu():
    for version, code, serials, kind in (
            ("20.04", "focal", ("20250610",), "gp2"), ("22.04", "jammy", ("20260218", "20260420"), "gp2"),
            ("24.04", "noble", ("20260218", "20260420"), "gp3"), ("26.04", "resolute", ("20260423",), "gp3")):
        for arch in ("amd64", "arm64"):
            for product, folder, word in (("server", "ubuntu", "server"),
                                          ("server-minimal", "ubuntu-minimal", "minimal")):
                for serial in serials:
                    ubuntu_image(version, code, serial, kind, arch, product, folder, word, serial == serials[-1])


def ubuntu_image(version, code, serial, kind, arch, product, folder, word, newest):
    name = f"{folder}/images/hvm-ssd{'-gp3' if kind == 'gp3' else ''}/ubuntu-{code}-{version}-{arch}-{word}-{serial}"
    text = f"Canonical, Ubuntu, {version}, {arch} {code} image" if word == "server" \
        else f"Canonical, Ubuntu Minimal, {version}, {arch} {code} image"
    image(name, text, CANONICAL, "arm64" if arch == "arm64" else "x86_64", day(serial), f"8:{kind}",
          device="/dev/sda1", others="ubuntu", user="ubuntu", container=f"{LIBRARY}ubuntu:{version}",
          boot="uefi" if arch == "arm64" else None if version == "20.04" else "uefi-preferred",
          imds="v2.0" if kind == "gp3" else None, **({} if newest else {"old": 730}))
    for release in (version, code):
        for when in (serial, "current") if newest else (serial,):
            path = f"/aws/service/canonical/ubuntu/{product}/{release}/stable/{when}/{arch}/hvm/ebs-{kind}/ami-id"
            parameter(path, name)


def debian():
    for version, serial, kind in (("11", "20260413-2447", "gp2"), ("12", "20260413-2447", "gp2"),
                                  ("13", "20260413-2447", "gp3")):
        for arch in ("amd64", "arm64"):
            name = f"debian-{version}-{arch}-{serial}"
            image(name, f"Debian {version} ({serial})", DEBIAN, "arm64" if arch == "arm64" else "x86_64", day(serial),
                  f"8:{kind}", user="admin", container=f"{LIBRARY}debian:{version}",
                  boot="uefi" if arch == "arm64" else None if version == "11" else "uefi-preferred",
                  imds="v2.0" if version == "13" else None)
            parameter(f"/aws/service/debian/release/{version}/latest/{arch}", name)
            parameter(f"/aws/service/debian/release/{version}/{serial}/{arch}", name)


def alpine():
    for release in ("3.20.9", "3.21.6", "3.22.3", "3.23.3"):
        for arch, firmware in (("x86_64", "bios"), ("x86_64", "uefi"), ("aarch64", "uefi")):
            for bootstrap in ("tiny", "cloudinit"):
                image(f"alpine-{release}-{arch}-{firmware}-{bootstrap}-r0",
                      f"Alpine Linux {release} {arch} {firmware} {bootstrap}", ALPINE,
                      "arm64" if arch == "aarch64" else arch, date(2026, 1, 30), "1:gp3", alias=None, user="alpine",
                      boot={"bios": "legacy-bios", "uefi": "uefi"}[firmware],
                      container=f"{LIBRARY}alpine:{release.rpartition('.')[0]}")


def red_hat_family():
    for arch in ("x86_64", "arm64"):
        cpu, boot = "aarch64" if arch == "arm64" else arch, "uefi" if arch == "arm64" else "uefi-preferred"
        for version, serial in (("8.10", "20260131.0"), ("9.7", "20260131.0"), ("10.1", "20260131.0")):
            major = version.partition(".")[0]
            name = f"Rocky-{major}-EC2-Base-{version}-{serial}.{cpu}"
            image(name, name, ROCKY, arch, day(serial), "10:gp3", device="/dev/sda1", alias=None, boot=boot,
                  user="rocky", container=f"{LIBRARY}rockylinux:{major}" if major != "10" else None)
            name = f"AlmaLinux OS {version}.20260415 {cpu}"
            image(name, name, ALMA, arch, date(2026, 4, 15), "10:gp3", device="/dev/sda1", alias=None, boot=boot,
                  user="ec2-user", container=f"{LIBRARY}almalinux:{major}")
        for version in ("43", "44"):
            name = f"Fedora-Cloud-Base-AmazonEC2.{cpu}-{version}-1.6"
            image(name, f"Created from build {name}", FEDORA, arch, date(2026, 4, 21), "5:gp3", device="/dev/sda1",
                  alias=None, boot=boot, user="fedora", container=f"{LIBRARY}fedora:{version}")


def enterprise():
    """Distributions with a fee: catalogue entries with nothing behind them."""
    for version, serial in (("8.10.0", "20260317"), ("9.7.0", "20260317"), ("10.1.0", "20260317")):
        for arch in ("x86_64", "arm64"):
            image(f"RHEL-{version}_HVM-{serial}-{arch}-0-Hourly2-GP3",
                  "Provided by Red Hat, Inc.", RED_HAT, arch, day(serial), "10:gp3", device="/dev/sda1",
                  boot="uefi" if arch == "arm64" else "uefi-preferred", user="ec2-user", platform="rhel")
    for version in ("15-sp6", "15-sp7"):
        for arch in ("x86_64", "arm64"):
            image(f"suse-sles-{version}-v20260325-hvm-ssd-{arch}",
                  f"SUSE Linux Enterprise Server {version[:2]} {version[3:].upper()} (HVM, 64-bit, SSD-Backed)", SUSE,
                  arch, date(2026, 3, 25), "10:gp3", device="/dev/sda1",
                  boot="uefi" if arch == "arm64" else "uefi-preferred", user="ec2-user", platform="suse")


# --- Windows ------------------------------------------------------------------------------------------------------

def windows():
    for year, sql in (("2016", ("2019",)), ("2019", ("2019", "2022")), ("2022", ("2019", "2022")), ("2025", ("2022",))):
        for variant in ("Full-Base", "Core-Base"):
            windows_image(year, variant, "windows")
        for server in sql:
            for edition, platform in (("Express", "windows"), ("Web", "sql-web"), ("Standard", "sql-standard"),
                                      ("Enterprise", "sql-enterprise")):
                windows_image(year, f"Full-SQL_{server}_{edition}", platform)
        if year != "2016":
            windows_image(year, "Full-ECS_Optimized", "windows")
            windows_image(year, "Core-ECS_Optimized", "windows")
    windows_image("2022", "Full-Base", "windows", prefix="TPM-")
    windows_image("2019", "Full-Base", "windows", prefix="EC2LaunchV2-")


def windows_image(year, variant, platform, prefix=""):
    line = f"{prefix}Windows_Server-{year}-English-{variant}"
    modern = year == "2025" or prefix == "TPM-"
    image(f"{line}-2026.04.15", f"Microsoft Windows Server {year} with {variant.replace('-', ' ').replace('_', ' ')}"
          " English AMI provided by Amazon", WINDOWS, "x86_64", date(2026, 4, 15), "30:gp3" if modern else "30:gp2",
          device="/dev/sda1", others="windows", boot="uefi" if modern else None,
          imds="v2.0" if year == "2025" else None, tpm="v2.0" if modern else None, user="Administrator",
          platform=platform)
    path, name = f"/aws/service/ami-windows-latest/{line}", f"{line}-2026.04.15"
    if not variant.endswith("ECS_Optimized"):
        parameter(path, name)
        return
    facts = {"image_name": name, "image_id": "{ami}", "ecs_runtime_version": "Docker (CE) version 25.0.6",
             "ecs_agent_version": "1.102.0"}
    parameter(path, name, "{" + ",".join(f'"{key}":"{value}"' for key, value in facts.items()) + "}", data_type="text")
    for key, value in facts.items():
        parameter(f"{path}/{key}", name, value, data_type="text")


# --- What other emulators' users know -----------------------------------------------------------------------------

def seeds():
    """Ids that are the same in every region: Floci's table, LocalStack's, and Virga's own for newer releases."""
    for image_id, name, container in (
            ("ami-amazonlinux2023", "amazonlinux2023", AMAZON_LINUX + "2023"),
            ("ami-amazonlinux2", "amazonlinux2", AMAZON_LINUX + "2"),
            ("ami-ubuntu2004", "ubuntu2004", LIBRARY + "ubuntu:20.04"),
            ("ami-ubuntu2204", "ubuntu2204", LIBRARY + "ubuntu:22.04"),
            ("ami-ubuntu2404", "ubuntu2404", LIBRARY + "ubuntu:24.04"),
            ("ami-ubuntu2604", "ubuntu2604", LIBRARY + "ubuntu:26.04"),
            ("ami-debian11", "debian11", LIBRARY + "debian:11"),
            ("ami-debian12", "debian12", LIBRARY + "debian:12"),
            ("ami-debian13", "debian13", LIBRARY + "debian:13"),
            ("ami-alpine", "alpine", LIBRARY + "alpine:latest"),
            ("ami-ff0fea8310f3", "ubuntu-20.04-focal-fossa", LIBRARY + "ubuntu:20.04"),
            ("ami-df5de72bdb3b", "ubuntu-22.04-jammy-jellyfish", LIBRARY + "ubuntu:22.04"),
            ("ami-024f768332f0", "amazonlinux-2023", AMAZON_LINUX + "2023")):
        owner = AMAZON if "amazonlinux" in name else CANONICAL if "ubuntu" in name \
            else DEBIAN if "debian" in name else ALPINE
        image(name, f"Container image {container}", owner, "x86_64", date(2026, 1, 1), "8:gp3",
              id=image_id, alias=None, device="/dev/xvda", user="root", container=container)


def rows(read):
    amazon_linux(read)
    ecs(read)
    eks()
    ubuntu()
    debian()
    alpine()
    red_hat_family()
    enterprise()
    windows()
    seeds()
    return images.values()


def parameters():
    return params.values()
