namespace Virga.Metadata.Mock;

/// <summary>One static path of the mock.</summary>
/// <param name="Key">Its name below metadata.paths and metadata.values.</param>
/// <param name="Value">The default; null for those whose value is a document of fields.</param>
/// <param name="Introduced">The first dated version that has it.</param>
internal sealed record MockRoute(string Key, string Path, string? Value, string Introduced = "1.0");

/// <summary>
/// The static paths of Amazon EC2 Metadata Mock 1.13.0 with their defaults, as observed on that version.
/// </summary>
internal static class MockRoutes
{
    public const string MetaData = "/latest/meta-data/";
    public const string DefaultMac = "0e:49:61:0f:c3:11";
    public const string Accelerator = "eia-bfa21c7904f64a82a21b9f4540169ce1";
    public const string Role = "baskinc-role";
    public const string PublicIpv4 = "192.0.2.54";

    private const string Macs = MetaData + "network/interfaces/macs/" + DefaultMac + "/";

    /// <summary>A key of ours; nobody has its other half.</summary>
    private const string PublicKey = 
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABAQDCDxaakBdlRx0ChkTsRbxPqh6owEupDeAKCAbX8j4NbiMq75wg"
        + "ybPth3IKx9NliSnzVzssOzSchoO2iANAERBQu1f1Q4KhqG9p+Pdm6P2tX/WCYFV9ZEPdLSOF9oHPBPI+"
        + "RD3lgytCfVW6/L06pKs/VMuSIoYM6sHc2AqmRMsqdX+PJ73e/JkwfK65RVsLgCP5gLVS9jf+CNh6dVMm"
        + "WrUPS1Vmxoh+CItJZDldm0fHp5yN0oSdYdLVtCR0rxxaI5qSi30i+4rMq5jd2UMD0P3bLK/W5Jf5rse/"
        + "xvVVhn51DcKIfFrWo4AT2BtSRWO7bNUfz8kOzN7nLl1yoNyveV33 virga";

    public static IReadOnlyList<MockRoute> MetaDataRoutes { get; } =
    [
        new("ami-id", MetaData + "ami-id", "ami-0a887e401f7654935"),
        new("ami-launch-index", MetaData + "ami-launch-index", "0"),
        new("ami-manifest-path", MetaData + "ami-manifest-path", "(unknown)"),
        new("block-device-mapping-ami", MetaData + "block-device-mapping/ami", "/dev/xvda", "2007-12-15"),
        new("block-device-mapping-ebs", MetaData + "block-device-mapping/ebs0", "sdb", "2007-12-15"),
        new("block-device-mapping-ephemeral", MetaData + "block-device-mapping/ephemeral0", "sdb", "2007-12-15"),
        new("block-device-mapping-root", MetaData + "block-device-mapping/root", "/dev/xvda", "2007-12-15"),
        new("block-device-mapping-swap", MetaData + "block-device-mapping/swap", "sdcs", "2007-12-15"),
        new("elastic-inference-associations", MetaData + "elastic-inference/associations", Accelerator, "2018-11-29"),
        new("elastic-inference-accelerator", MetaData + "elastic-inference/associations/"
            + Accelerator, null, "2018-11-29"),
        new("hostname", MetaData + "hostname", "ip-172-16-34-43.ec2.internal"),
        new("iam-info", MetaData + "iam/info", null, "2012-01-12"),
        new("iam-security-credentials-role", MetaData + "iam/security-credentials", "baskinc-role", "2012-01-12"),
        new("iam-security-credentials", MetaData + "iam/security-credentials/baskinc-role", null, "2012-01-12"),
        new("instance-action", MetaData + "instance-action", "none", "2008-09-01"),
        new("instance-id", MetaData + "instance-id", "i-1234567890abcdef0"),
        new("instance-life-cycle", MetaData + "instance-life-cycle", "on-demand", "2019-10-01"),
        new("instance-type", MetaData + "instance-type", "m4.xlarge", "2007-08-29"),
        new("kernel-id", MetaData + "kernel-id", "aki-5c21674b", "2008-02-01"),
        new("local-hostname", MetaData + "local-hostname", "ip-172-16-34-43.ec2.internal", "2007-01-19"),
        new("local-ipv4", MetaData + "local-ipv4", "172.16.34.43"),
        new("mac", MetaData + "mac", "0e:49:61:0f:c3:11", "2011-01-01"),
        new("mac-device-number", Macs + "device-number", "0", "2011-01-01"),
        new("mac-ipv4-associations", Macs + "ipv4-associations/192.0.2.54", "192.0.2.54", "2011-01-01"),
        new("mac-ipv6-associations", Macs + "ipv6s", "2001:db8:8:4::2", "2011-01-01"),
        new("mac-local-hostname", Macs + "local-hostname", "ip-172-16-34-43.ec2.internal", "2011-01-01"),
        new("mac-local-ipv4s", Macs + "local-ipv4s", "172.16.34.43", "2011-01-01"),
        new("mac-mac", Macs + "mac", "0e:49:61:0f:c3:11", "2011-01-01"),
        new("mac-network-interface-id", Macs + "interface-id", "eni-0f95d3625f5c521cc", "2011-01-01"),
        new("mac-network-interface-card-index", Macs + "network-card-index", "0", "2011-01-01"),
        new("mac-owner-id", Macs + "owner-id", "515336597381", "2011-01-01"),
        new("mac-public-hostname", Macs + "public-hostname", "ec2-192-0-2-54.compute-1.amazonaws.com", "2011-01-01"),
        new("mac-public-ipv4s", Macs + "public-ipv4s", "192.0.2.54", "2011-01-01"),
        new("mac-security-group-ids", Macs + "security-group-ids", "sg-0b07f8f6cb485d4df", "2011-01-01"),
        new("mac-security-groups", Macs + "security-groups", "ura-launch-wizard-harry-1", "2011-01-01"),
        new("mac-subnet-id", Macs + "subnet-id", "subnet-0ac62554", "2011-01-01"),
        new("mac-subnet-ipv4-cidr-block", Macs + "subnet-ipv4-cidr-block", "192.0.2.0/24", "2011-01-01"),
        new("mac-subnet-ipv6-cidr-blocks", Macs + "subnet-ipv6-cidr-blocks", "2001:db8::/32", "2011-01-01"),
        new("mac-vpc-id", Macs + "vpc-id", "vpc-d295a6a7", "2011-01-01"),
        new("mac-vpc-ipv4-cidr-block", Macs + "vpc-ipv4-cidr-block", "192.0.2.0/24", "2011-01-01"),
        new("mac-vpc-ipv4-cidr-blocks", Macs + "vpc-ipv4-cidr-blocks", "192.0.2.0/24", "2011-01-01"),
        new("mac-vpc-ipv6-cidr-blocks", Macs + "vpc-ipv6-cidr-blocks", "2001:db8::/32", "2011-01-01"),
        new("placement-availability-zone", MetaData + "placement/availability-zone", "us-east-1a", "2008-02-01"),
        new("placement-availability-zone-id", MetaData + "placement/availability-zone-id", "use1-az4", "2019-10-01"),
        new("placement-group-name", MetaData + "placement/group-name", "a-placement-group", "2020-08-24"),
        new("placement-host-id", MetaData + "placement/host-id", "h-0da999999f9999fb9", "2020-08-24"),
        new("placement-partition-number", MetaData + "placement/partition-number", "1", "2020-08-24"),
        new("placement-region", MetaData + "placement/region", "us-east-1", "2020-08-24"),
        new("product-codes", MetaData + "product-codes", "3iplms73etrdhxdepv72l6ywj", "2007-03-01"),
        new("public-hostname", MetaData + "public-hostname", "ec2-192-0-2-54.compute-1.amazonaws.com", "2007-01-19"),
        new("public-ipv4", MetaData + "public-ipv4", "192.0.2.54", "2007-01-19"),
        new("public-key", MetaData + "public-keys/0/openssh-key", PublicKey),
        new("ramdisk-id", MetaData + "ramdisk-id", "ari-01bb5768", "2007-10-10"),
        new("reservation-id", MetaData + "reservation-id", "r-046cb3eca3e201d2f"),
        new("security-groups", MetaData + "security-groups", "ura-launch-wizard-harry-1"),
        new("services-domain", MetaData + "services/domain", "amazonaws.com", "2014-02-25"),
        new("services-partition", MetaData + "services/partition", "aws", "2015-10-20"),
        new("tags-instance-name", MetaData + "tags/instance/Name", "test-instance", "2021-03-23"),
        new("tags-instance-test", MetaData + "tags/instance/Test", "test-tag", "2021-03-23"),
    ];

    /// <summary>Paths whose content depends on time: name below metadata.paths, path.</summary>
    public static IReadOnlyList<MockRoute> EventRoutes { get; } =
    [
        new("spot", MetaData + "spot/instance-action", null, "2016-11-15"),
        new("spot-termination-time", MetaData + "spot/termination-time", null, "2014-11-05"),
        new("rebalance-rec-time", MetaData + "events/recommendations/rebalance", null, "2020-10-27"),
        new("events", MetaData + "events/maintenance/scheduled", null, "2018-08-17"),
        new("target-lifecycle-state", MetaData + "autoscaling/target-lifecycle-state", null, "2021-07-15"),
    ];

    /// <summary>Below dynamic.paths and dynamic.values; null values are made from the document.</summary>
    public static IReadOnlyList<MockRoute> DynamicRoutes { get; } =
    [
        new("instance-identity-document", "/latest/dynamic/instance-identity/document", null, "2009-04-04"),
        new("instance-identity-pkcs", "/latest/dynamic/instance-identity/pkcs7", null, "2009-04-04"),
        new("instance-identity-signature", "/latest/dynamic/instance-identity/signature", null, "2009-04-04"),
        new("fws-instance-monitoring", "/latest/dynamic/fws/instance-monitoring", "disabled", "2009-04-04"),
    ];

    /// <summary>Fields of the documents, in the order in which they are printed: key below the values, field, default.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<(string Field, object? Value)>> Documents { get; } =
        new Dictionary<string, IReadOnlyList<(string, object?)>>
        {
            ["metadata.values.iam-info"] =
            [
                ("Code", "Success"), ("LastUpdated", "2020-04-02T18:50:40Z"),
                ("InstanceProfileArn", "arn:aws:iam::896453262835:instance-profile/baskinc-role"),
                ("InstanceProfileId", "AIPA5BOGHHXZELSK34VU4"),
            ],
            ["metadata.values.iam-security-credentials"] =
            [
                ("Code", "Success"), ("LastUpdated", "2020-04-02T18:50:40Z"), ("Type", "AWS-HMAC"),
                ("AccessKeyId", "12345678901"), ("SecretAccessKey", "v/12345678901"),
                ("Token", "TEST92test48TEST+y6RpoTEST92test48TEST/8oWVAiBqTEsT5Ky7ty2tEStxC1T=="),
                ("Expiration", "2020-04-02T00:49:51Z"),
            ],
            ["metadata.values.elastic-inference-accelerator.version_2018_04_12"] =
            [
                ("elastic-inference-accelerator-id", Accelerator),
                ("elastic-inference-accelerator-type", "eia1.medium"),
            ],
            ["dynamic.values.instance-identity-document"] =
            [
                ("accountId", "0123456789"), ("imageId", "ami-0b69ea66ff7391e80"), ("availabilityZone", "us-east-1f"),
                ("ramdiskId", null), ("kernelId", null), ("devpayProductCodes", null),
                ("marketplaceProductCodes", null), ("version", "2017-09-30"), ("privateIp", "10.0.7.10"),
                ("billingProducts", null), ("instanceId", "i-1234567890abcdef0"),
                ("pendingTime", "2019-10-31T07:02:24Z"), ("architecture", "x86_64"), ("instanceType", "m4.xlarge"),
                ("region", "us-east-1"),
            ],
        };

    /// <summary>A value that stands in paths too: overriding it rewrites them.</summary>
    public static IReadOnlyList<(string Key, string Default, string[] Paths)> Placeholders { get; } =
    [
        ("metadata.values.mac", DefaultMac,
            [.. MetaDataRoutes.Where(route => route.Path.StartsWith(Macs, StringComparison.Ordinal))
                .Select(r => r.Key)]),
        ("metadata.values.public-ipv4", PublicIpv4, ["mac-ipv4-associations"]),
        ("metadata.values.iam-security-credentials-role", Role, ["iam-security-credentials"]),
        ("metadata.values.elastic-inference-associations", Accelerator, ["elastic-inference-accelerator"]),
    ];
}
