"""Regions and their zones: ids and long names from the global-infrastructure parameters that moto recorded, zone
letters by matching its offerings per zone name with those per zone id."""
import os
from pathlib import Path

import moto

HEADER = ["region", "partition", "longName", "optIn", "country", "subdivision", "zones", "localZones",
          "wavelengthZones", "offeringsLike"]

# AWS's documented rule: regions launched after 20 March 2019 are disabled until the account opts in.
OPT_IN = {
    "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
    "ap-southeast-6", "ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1",
    "me-central-1", "me-south-1", "mx-central-1",
}

# AWS shuffles the letters of older regions per account. us-east-1a and b are those of the recording in
# LocalStack's AWS-validated snapshots; c to f follow moto's table; the other regions are what moto's account saw.
LETTERS = {
    "us-east-1": {"a": "az6", "b": "az1", "c": "az2", "d": "az4", "e": "az3", "f": "az5"},
    "cn-north-1": {"a": "az1", "b": "az2", "d": "az4"},
    "il-central-1": {"a": "az1", "b": "az2", "c": "az3"},
}

# No facts about what these regions offer: they sell what a region of like age and size sells, zone by zone.
OFFERINGS_LIKE = {
    "ap-east-2": "ap-southeast-5", "ap-southeast-6": "ap-southeast-5", "ap-southeast-7": "ap-southeast-5",
    "mx-central-1": "ap-southeast-5", "eusc-de-east-1": "eu-south-2", "us-gov-east-1": "us-east-2",
    "us-gov-west-1": "us-east-2", "cn-north-1": "ap-southeast-4", "cn-northwest-1": "ap-southeast-4",
}


def recorded():
    folder = Path(moto.__file__).parent / "ec2/resources/instance_type_offerings/region"
    return sorted(name.removesuffix(".json.gz") for name in os.listdir(folder))


def by_location(read, kind, region):
    sold = {}
    for row in read(f"ec2/resources/instance_type_offerings/{kind}/{region}.json.gz"):
        sold.setdefault(row["Location"], set()).add(row["InstanceType"])
    return sold


def letters(read, region, zone_ids):
    """The zone letter of each zone id, as letter=azN, in the order of the letters."""
    if region in LETTERS:
        return LETTERS[region]
    if region not in recorded():
        return {chr(ord("a") + at): zone.rpartition("-")[2] for at, zone in enumerate(zone_ids)}
    names, ids = by_location(read, "availability-zone", region), by_location(read, "availability-zone-id", region)
    found = {}
    for name, sold in sorted(names.items()):
        matches = [zone for zone, other in ids.items() if other == sold]
        assert len(matches) == 1, (region, name, matches)
        found[name[-1]] = matches[0].rpartition("-")[2]
    return found


def regions(read):
    tree = read("ssm/resources/regions.json.gz")["aws"]["service"]["global-infrastructure"]["regions"]
    rows = []
    for name, facts in sorted(tree.items()):
        zone_ids = sorted(facts["availability-zones"])
        prefix = zone_ids[0].rpartition("-")[0]
        mapped = letters(read, name, zone_ids)
        rows.append([
            name, facts["partition"]["Value"], facts["longName"]["Value"],
            "required" if name in OPT_IN else "",
            facts["geolocationCountry"]["Value"], facts["geolocationRegion"]["Value"],
            prefix + " " + ",".join(f"{letter}={zone}" for letter, zone in mapped.items()),
            ",".join(sorted(facts.get("local-zones", []))),
            ",".join(sorted(facts.get("wavelength-zones", []))),
            OFFERINGS_LIKE.get(name),
        ])
    return rows


def zones_with_offerings(read):
    return [zone for region in recorded() for zone in sorted(by_location(read, "availability-zone-id", region))]
