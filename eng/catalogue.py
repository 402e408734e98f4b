#!/usr/bin/env python3
"""Writes the catalogue data that Virga embeds: instance types, offerings, regions and zones, images, public
parameters and managed policies. Facts come from the installed packages `moto` and `botocore` (docs/catalogue.md
names versions and licences); nothing is downloaded. Needs Python 3.11 and, for brotli, Node.js.

    python3 eng/catalogue.py            writes every file below src/Virga
    python3 eng/catalogue.py --check    fails when a file would change
"""
import base64
import gzip
import json
import os
import sys
from pathlib import Path

import moto

import catalogue_images
import catalogue_policies
import catalogue_zones

ROOT = Path(__file__).resolve().parent.parent / "src" / "Virga"
SOURCE = Path(moto.__file__).parent
CHECK = "--check" in sys.argv
changed = []


def read(path):
    """One of moto's gzipped JSON files."""
    return json.loads(gzip.open(SOURCE / path).read())


def write(path, content):
    """Writes bytes or text below src/Virga, or only compares under --check."""
    data = content if isinstance(content, bytes) else content.encode()
    target = ROOT / path
    if target.exists() and plain(path, target.read_bytes()) == plain(path, data):
        return
    changed.append(path)
    if not CHECK:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        print(f"{path}: {len(data):,} bytes")


def plain(path, data):
    """What a compressed file says: another version of brotli writes other bytes for the same text."""
    return catalogue_policies.unbrotli(data) if path.endswith(".br") else data


def table(header, rows):
    """A table with its column names first, sorted by the first column, so that a reader can search it in place."""
    rows = sorted(rows, key=lambda row: row[0])
    assert len({row[0] for row in rows}) == len(rows), "the first column is a key"
    lines = ["\t".join(header)]
    for row in rows:
        cells = ["" if cell is None else str(cell) for cell in row]
        assert len(cells) == len(header), (header, row)
        assert not any("\t" in cell or "\n" in cell for cell in cells), row
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def number(value):
    """1.0 as 1, 0.75 as 0.75, nothing as an empty cell."""
    return "" if value is None else format(value, ".10g")


def ranges(values):
    """[1, 2, 3] as 1-3, [2, 4, 6] as 2-6/2, anything else as its runs, comma separated."""
    if not values:
        return ""
    runs, at = [], 0
    while at < len(values):
        end = at + 1
        step = values[end] - values[at] if end < len(values) else 0
        while step and end + 1 < len(values) and values[end + 1] - values[end] == step:
            end += 1
        if not step or end - at < 2:
            runs.append(str(values[at]))
            at += 1
            continue
        runs.append(f"{values[at]}-{values[end]}" + (f"/{step}" if step != 1 else ""))
        at = end + 1
    return ",".join(runs)


FLAGS = [
    ("c", lambda t: t["CurrentGeneration"]),
    ("f", lambda t: t["FreeTierEligible"]),
    ("m", lambda t: t["BareMetal"]),
    ("b", lambda t: t["BurstablePerformanceSupported"]),
    ("h", lambda t: t["HibernationSupported"]),
    ("d", lambda t: t["DedicatedHostsSupported"]),
    ("r", lambda t: t["AutoRecoverySupported"]),
    ("e", lambda t: t["NitroEnclavesSupport"] == "supported"),
    ("t", lambda t: t["NitroTpmSupport"] == "supported"),
    ("p", lambda t: t["PhcSupport"] == "supported"),
    ("g", lambda t: t["RebootMigrationSupport"] == "supported"),
    ("6", lambda t: t["NetworkInfo"]["Ipv6Supported"]),
    ("s", lambda t: t["NetworkInfo"]["EnaSrdSupported"]),
    ("x", lambda t: t["NetworkInfo"]["EncryptionInTransitSupported"]),
    ("q", lambda t: t["NetworkInfo"]["FlexibleEnaQueuesSupport"] == "supported"),
    ("w", lambda t: "BandwidthWeightings" in t["NetworkInfo"]),
    ("v", lambda t: "Ipv4AddressesPerSecondaryInterface" in t["NetworkInfo"]),
    ("k", lambda t: t["NetworkInfo"]["ConnectionTrackingConfiguration"]["DefaultTcpEstablishedTimeout"] == 350),
]


def letters(values):
    return "".join(value[0] for value in values)


def ebs_performance(info):
    if not info:
        return ""
    cells = [info[a + b] for a in ("Baseline", "Maximum") for b in ("BandwidthInMbps", "Iops")]
    # AWS answers the baseline throughput of a few types with more digits than its bandwidth divided by eight.
    if info["BaselineThroughputInMBps"] != info["BaselineBandwidthInMbps"] / 8:
        cells.append(number(info["BaselineThroughputInMBps"]))
    assert info["MaximumThroughputInMBps"] == info["MaximumBandwidthInMbps"] / 8
    return ",".join(map(str, cells))


def grouped(items):
    """Equal neighbours once, with their count: 4*text;text."""
    groups = []
    for item in items:
        if groups and groups[-1][1] == item:
            groups[-1][0] += 1
        else:
            groups.append([1, item])
    return ";".join(item if count == 1 else f"{count}*{item}" for count, item in groups)


def network_cards(network):
    return grouped(
        "|".join([
            "" if card["NetworkPerformance"] == network["NetworkPerformance"] else card["NetworkPerformance"],
            str(card["MaximumNetworkInterfaces"]),
            number(card.get("BaselineBandwidthInGbps")),
            number(card.get("PeakBandwidthInGbps")),
            number(card.get("DefaultEnaQueueCountPerInterface")),
            number(card.get("MaximumEnaQueueCount")),
            number(card.get("MaximumEnaQueueCountPerInterface")),
            number(card.get("AdditionalFlexibleNetworkInterfaces")),
        ]) for card in network["NetworkCards"])


def devices(kind):
    """Accelerators as count|manufacturer|name|MiB each, of whatever kind; the kinds' extra facts at the end."""
    cells = []
    for item in kind:
        cell = [item["Count"], item.get("Manufacturer", "AWS"), item["Name"], item["MemoryInfo"]["SizeInMiB"]]
        if "LogicalGpuCount" in item:
            cell += [item["LogicalGpuCount"], number(item["GpuPartitionSize"]), ",".join(item["Workloads"])]
        if "CoreInfo" in item:
            cell += [item["CoreInfo"]["Count"], item["CoreInfo"]["Version"]]
        cells.append("|".join(map(str, cell)))
    return ";".join(cells)


def storage(info):
    if not info:
        return ""
    disks = ",".join(f"{d['Count']}x{d['SizeInGB']}{d['Type']}" for d in info["Disks"])
    return f"{disks} {info['NvmeSupport'][0]}{info['EncryptionSupport'][0]}"


TYPE_HEADER = [
    "type", "flags", "usage", "root", "virtualization", "hypervisor", "boot", "placement", "architectures",
    "clockGhz", "manufacturer", "features", "vcpus", "cores", "threads", "validCores", "validThreads", "memoryMiB",
    "storage", "ebs", "ebsAttachments", "ebsPerformance", "ebsCards", "network", "maxInterfaces", "ipv4", "ipv6", "ena",
    "cards", "efaInterfaces", "gpus", "gpuMemoryMiB", "fpgas", "inference", "media", "neuron",
]


def type_row(t):
    cpu, ebs, network = t["VCpuInfo"], t["EbsInfo"], t["NetworkInfo"]
    tracking = network["ConnectionTrackingConfiguration"]
    assert (tracking["DefaultUdpStreamTimeout"], tracking["DefaultUdpTimeout"]) == (180, 30)
    assert tracking["DefaultTcpEstablishedTimeout"] in (350, 432000)
    assert network.get("Ipv4AddressesPerSecondaryInterface", 0) == 0 and not network["SecondaryNetworkSupported"]
    assert network.get("BandwidthWeightings") in (None, ["default", "ebs-1", "vpc-1"])
    assert ebs["EncryptionSupport"] == "supported" and network["DefaultNetworkCardIndex"] == 0
    assert network["EfaSupported"] == ("EfaInfo" in network)
    assert t.get("NitroTpmInfo", {}).get("SupportedVersions", ["2.0"]) == ["2.0"]
    cards = ebs.get("EbsCards", [])
    assert [c["EbsCardIndex"] for c in cards] == list(range(len(cards)))
    return [
        t["InstanceType"],
        "".join(letter for letter, holds in FLAGS if holds(t)),
        letters(t["SupportedUsageClasses"]),
        letters(t["SupportedRootDeviceTypes"]),
        letters(t["SupportedVirtualizationTypes"]),
        t.get("Hypervisor"),
        letters(t["SupportedBootModes"]),
        letters(t["PlacementGroupInfo"]["SupportedStrategies"]),
        ",".join(t["ProcessorInfo"]["SupportedArchitectures"]),
        number(t["ProcessorInfo"].get("SustainedClockSpeedInGhz")),
        t["ProcessorInfo"].get("Manufacturer"),
        ",".join(t["ProcessorInfo"].get("SupportedFeatures", [])),
        cpu["DefaultVCpus"], cpu["DefaultCores"], cpu["DefaultThreadsPerCore"],
        ranges(cpu.get("ValidCores")), ranges(cpu.get("ValidThreadsPerCore")),
        t["MemoryInfo"]["SizeInMiB"],
        storage(t.get("InstanceStorageInfo")),
        ebs["EbsOptimizedSupport"][0] + ebs["NvmeSupport"][0],
        f"{ebs['AttachmentLimitType'][0]}{ebs['MaximumEbsAttachments']}",
        ebs_performance(ebs.get("EbsOptimizedInfo")),
        grouped(ebs_performance(card) for card in cards),
        network["NetworkPerformance"], network["MaximumNetworkInterfaces"],
        network["Ipv4AddressesPerInterface"], network["Ipv6AddressesPerInterface"],
        network["EnaSupport"][0],
        network_cards(network),
        network.get("EfaInfo", {}).get("MaximumEfaInterfaces"),
        devices(t.get("GpuInfo", {}).get("Gpus", [])),
        t.get("GpuInfo", {}).get("TotalGpuMemoryInMiB"),
        devices(t.get("FpgaInfo", {}).get("Fpgas", [])),
        devices(t.get("InferenceAcceleratorInfo", {}).get("Accelerators", [])),
        devices(t.get("MediaAcceleratorInfo", {}).get("Accelerators", [])),
        devices(t.get("NeuronInfo", {}).get("NeuronDevices", [])),
    ]


def offerings(types, zone_ids):
    """Per type, base64 of a bit for each zone id of the header, the first zone in the highest bit."""
    sold = {zone: set() for zone in zone_ids}
    for file in sorted(os.listdir(SOURCE / "ec2/resources/instance_type_offerings/availability-zone-id")):
        for row in read(f"ec2/resources/instance_type_offerings/availability-zone-id/{file}"):
            sold[row["Location"]].add(row["InstanceType"])
    width = (len(zone_ids) + 7) // 8
    rows = []
    for name in types:
        bits = "".join("1" if name in sold[zone] else "0" for zone in zone_ids).ljust(width * 8, "0")
        rows.append([name, base64.b64encode(int(bits, 2).to_bytes(width, "big")).decode().rstrip("=")])
    return table(["type", " ".join(zone_ids)], rows)


def main():
    types = read("ec2/resources/instance_types.json.gz")
    write("Ec2/InstanceTypes/instance-types.tsv", table(TYPE_HEADER, [type_row(t) for t in types.values()]))
    regions = catalogue_zones.regions(read)
    write("Ec2/Zones/regions.tsv", table(catalogue_zones.HEADER, regions))
    write("Ec2/InstanceTypes/offerings.tsv", offerings(types, catalogue_zones.zones_with_offerings(read)))
    write("Ec2/Images/Catalogue/images.tsv", table(catalogue_images.HEADER, catalogue_images.rows(read)))
    write("Ssm/PublicParameters/public-parameters.tsv.br", catalogue_policies.brotli(
        table(catalogue_images.PARAMETER_HEADER, catalogue_images.parameters())))
    for path, content in catalogue_policies.files(table):
        write(f"Iam/ManagedPolicies/{path}", content)
    if CHECK and changed:
        sys.exit("not fresh: " + ", ".join(changed))


if __name__ == "__main__":
    main()
