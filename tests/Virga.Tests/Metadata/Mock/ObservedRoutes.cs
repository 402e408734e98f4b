namespace Virga.Tests.Metadata.Mock;

/// <summary>
/// What Amazon EC2 Metadata Mock 1.13.0 was seen to serve. M/ stands for the directory of its one interface; other
/// paths without a slash at the front lie below /latest/meta-data/.
/// </summary>
internal static class ObservedRoutes
{
    public const string MacDirectory = "/latest/meta-data/network/interfaces/macs/0e:49:61:0f:c3:11/";

    /// <summary>Paths whose value is a plain text: key, path, default.</summary>
    private const string TextTable = """
        ami-id | ami-id | ami-0a887e401f7654935
        ami-launch-index | ami-launch-index | 0
        ami-manifest-path | ami-manifest-path | (unknown)
        block-device-mapping-ami | block-device-mapping/ami | /dev/xvda
        block-device-mapping-ebs | block-device-mapping/ebs0 | sdb
        block-device-mapping-ephemeral | block-device-mapping/ephemeral0 | sdb
        block-device-mapping-root | block-device-mapping/root | /dev/xvda
        block-device-mapping-swap | block-device-mapping/swap | sdcs
        elastic-inference-associations | elastic-inference/associations | eia-bfa21c7904f64a82a21b9f4540169ce1
        hostname | hostname | ip-172-16-34-43.ec2.internal
        iam-security-credentials-role | iam/security-credentials | baskinc-role
        instance-action | instance-action | none
        instance-id | instance-id | i-1234567890abcdef0
        instance-life-cycle | instance-life-cycle | on-demand
        instance-type | instance-type | m4.xlarge
        kernel-id | kernel-id | aki-5c21674b
        local-hostname | local-hostname | ip-172-16-34-43.ec2.internal
        local-ipv4 | local-ipv4 | 172.16.34.43
        mac | mac | 0e:49:61:0f:c3:11
        mac-device-number | M/device-number | 0
        mac-ipv4-associations | M/ipv4-associations/192.0.2.54 | 192.0.2.54
        mac-ipv6-associations | M/ipv6s | 2001:db8:8:4::2
        mac-local-hostname | M/local-hostname | ip-172-16-34-43.ec2.internal
        mac-local-ipv4s | M/local-ipv4s | 172.16.34.43
        mac-mac | M/mac | 0e:49:61:0f:c3:11
        mac-network-interface-id | M/interface-id | eni-0f95d3625f5c521cc
        mac-network-interface-card-index | M/network-card-index | 0
        mac-owner-id | M/owner-id | 515336597381
        mac-public-hostname | M/public-hostname | ec2-192-0-2-54.compute-1.amazonaws.com
        mac-public-ipv4s | M/public-ipv4s | 192.0.2.54
        mac-security-group-ids | M/security-group-ids | sg-0b07f8f6cb485d4df
        mac-security-groups | M/security-groups | ura-launch-wizard-harry-1
        mac-subnet-id | M/subnet-id | subnet-0ac62554
        mac-subnet-ipv4-cidr-block | M/subnet-ipv4-cidr-block | 192.0.2.0/24
        mac-subnet-ipv6-cidr-blocks | M/subnet-ipv6-cidr-blocks | 2001:db8::/32
        mac-vpc-id | M/vpc-id | vpc-d295a6a7
        mac-vpc-ipv4-cidr-block | M/vpc-ipv4-cidr-block | 192.0.2.0/24
        mac-vpc-ipv4-cidr-blocks | M/vpc-ipv4-cidr-blocks | 192.0.2.0/24
        mac-vpc-ipv6-cidr-blocks | M/vpc-ipv6-cidr-blocks | 2001:db8::/32
        placement-availability-zone | placement/availability-zone | us-east-1a
        placement-availability-zone-id | placement/availability-zone-id | use1-az4
        placement-group-name | placement/group-name | a-placement-group
        placement-host-id | placement/host-id | h-0da999999f9999fb9
        placement-partition-number | placement/partition-number | 1
        placement-region | placement/region | us-east-1
        product-codes | product-codes | 3iplms73etrdhxdepv72l6ywj
        public-hostname | public-hostname | ec2-192-0-2-54.compute-1.amazonaws.com
        public-ipv4 | public-ipv4 | 192.0.2.54
        ramdisk-id | ramdisk-id | ari-01bb5768
        reservation-id | reservation-id | r-046cb3eca3e201d2f
        security-groups | security-groups | ura-launch-wizard-harry-1
        services-domain | services/domain | amazonaws.com
        services-partition | services/partition | aws
        tags-instance-name | tags/instance/Name | test-instance
        tags-instance-test | tags/instance/Test | test-tag
        fws-instance-monitoring | /latest/dynamic/fws/instance-monitoring | disabled
        """;

    /// <summary>Paths whose value is a document, or any plausible key or signature: key, path.</summary>
    private const string OtherTable = """
        elastic-inference-accelerator | elastic-inference/associations/eia-bfa21c7904f64a82a21b9f4540169ce1
        iam-info | iam/info
        iam-security-credentials | iam/security-credentials/baskinc-role
        public-key | public-keys/0/openssh-key
        instance-identity-document | /latest/dynamic/instance-identity/document
        instance-identity-pkcs | /latest/dynamic/instance-identity/pkcs7
        instance-identity-signature | /latest/dynamic/instance-identity/signature
        """;

    public static IEnumerable<(string Key, string Path, string Value)> Texts =>
        Rows(TextTable).Select(row => (row[0], Full(row[1]), row[2]));

    public static IEnumerable<(string Key, string Path)> All =>
        Rows(TextTable).Concat(Rows(OtherTable)).Select(row => (row[0], Full(row[1])));

    /// <summary>The section of the configuration that a path's key lies in.</summary>
    public static string SectionOf(string path) =>
        path.StartsWith("/latest/dynamic/", StringComparison.Ordinal) ? "dynamic" : "metadata";

    private static string Full(string path) =>
        path.StartsWith("M/", StringComparison.Ordinal) ? MacDirectory + path[2..]
        : path[0] == '/' ? path : "/latest/meta-data/" + path;

    private static IEnumerable<string[]> Rows(string table) =>
        table.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Trim().Split(" | "));
}
