namespace Virga.Ec2.Zones;

/// <summary>
/// A group of regions with accounts, ARNs and domain names of its own. Source: <c>partitions.json</c> of botocore.
/// </summary>
/// <param name="Name">As it is in ARNs: <c>aws</c>.</param>
/// <param name="DnsSuffix">The end of its service endpoints.</param>
/// <param name="DualStackDnsSuffix">The end of its endpoints that answer over IPv6 too.</param>
/// <param name="RegionPrefixes">How its region names start, with the dash.</param>
/// <param name="GlobalRegion">The region that signs for services without a region.</param>
internal sealed record PartitionFacts(
    string Name, string DnsSuffix, string DualStackDnsSuffix, string[] RegionPrefixes, string GlobalRegion)
{
    private static readonly PartitionFacts Standard = new(
        "aws", "amazonaws.com", "api.aws",
        ["us-", "eu-", "ap-", "sa-", "ca-", "me-", "af-", "il-", "mx-"], "us-east-1");

    // Longer prefixes first: us-gov- also starts with us-.
    private static readonly PartitionFacts[] Partitions =
    [
        new("aws-cn", "amazonaws.com.cn", "api.amazonwebservices.com.cn", ["cn-"], "cn-northwest-1"),
        new("aws-us-gov", "amazonaws.com", "api.aws", ["us-gov-"], "us-gov-west-1"),
        new("aws-iso", "c2s.ic.gov", "api.aws.ic.gov", ["us-iso-"], "us-iso-east-1"),
        new("aws-iso-b", "sc2s.sgov.gov", "api.aws.scloud", ["us-isob-"], "us-isob-east-1"),
        new("aws-iso-e", "cloud.adc-e.uk", "api.cloud-aws.adc-e.uk", ["eu-isoe-"], "eu-isoe-west-1"),
        new("aws-iso-f", "csp.hci.ic.gov", "api.aws.hci.ic.gov", ["us-isof-"], "us-isof-south-1"),
        new("aws-eusc", "amazonaws.eu", "api.amazonwebservices.eu", ["eusc-"], "eusc-de-east-1"),
        Standard,
    ];

    /// <summary>
    /// The partition of a region, whether or not the region exists; <c>aws</c> for a name of no known form.
    /// </summary>
    public static PartitionFacts OfRegion(string region) =>
        Array.Find(Partitions, partition =>
            Array.Exists(partition.RegionPrefixes, prefix => region.StartsWith(prefix, StringComparison.Ordinal)))
        ?? Standard;

    /// <summary>The partition with this name, or null.</summary>
    public static PartitionFacts? Find(string name) => Array.Find(Partitions, partition => partition.Name == name);
}
