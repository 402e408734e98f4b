namespace Virga.Metadata.Categories;

/// <summary>network/interfaces/macs/: a directory for each interface.</summary>
internal static class NetworkCategory
{
    private const string Since = "2011-01-01";

    public static void Add(MetadataTreeBuilder tree, MetadataDocument document)
    {
        foreach (var one in document.Interfaces)
        {
            var directory = $"meta-data/network/interfaces/macs/{one.Mac}/";
            AddIdentity(tree, one, directory);
            AddAddresses(tree, one, directory);
            AddNetworks(tree, one, directory);
        }
    }

    private static void AddIdentity(MetadataTreeBuilder tree, MetadataInterface one, string directory) =>
        tree.Add(directory + "device-number", one.DeviceNumber.ToString(), Since)
            .Add(directory + "interface-id", one.InterfaceId, Since)
            .Add(directory + "mac", one.Mac, Since)
            // amazon-ec2-net-utils reads the first name, the User Guide has the second.
            .Add(directory + "network-card", one.NetworkCardIndex.ToString(), "2020-10-27")
            .Add(directory + "network-card-index", one.NetworkCardIndex.ToString(), "2020-10-27")
            .Add(directory + "owner-id", one.OwnerId, Since)
            .AddLines(directory + "security-group-ids", [.. one.SecurityGroups.Select(group => group.Id)], Since)
            .AddLines(directory + "security-groups", [.. one.SecurityGroups.Select(group => group.Name)], Since);

    private static void AddAddresses(MetadataTreeBuilder tree, MetadataInterface one, string directory)
    {
        tree.AddLines(directory + "ipv4-prefix", one.Ipv4Prefixes, "2021-07-15")
            .AddLines(directory + "ipv6-prefix", one.Ipv6Prefixes, "2021-07-15")
            .AddLines(directory + "ipv6s", one.Ipv6s, "2016-06-30")
            .Add(directory + "local-hostname", one.LocalHostname, Since)
            .AddLines(directory + "local-ipv4s", one.LocalIpv4s, Since)
            .Add(directory + "public-hostname", one.PublicHostname, Since)
            .AddLines(directory + "public-ipv4s", [.. one.Associations.Select(pair => pair.Public)], Since);
        foreach (var (address, local) in one.Associations)
            tree.Add(directory + "ipv4-associations/" + address, local, Since);
    }

    private static void AddNetworks(MetadataTreeBuilder tree, MetadataInterface one, string directory) =>
        tree.Add(directory + "subnet-id", one.SubnetId, Since)
            .Add(directory + "subnet-ipv4-cidr-block", one.SubnetIpv4CidrBlock, Since)
            .AddLines(directory + "subnet-ipv6-cidr-blocks", one.SubnetIpv6CidrBlocks, "2016-06-30")
            .Add(directory + "vpc-id", one.VpcId, Since)
            .Add(directory + "vpc-ipv4-cidr-block", one.VpcIpv4CidrBlocks is [var first, ..] ? first : null, Since)
            .AddLines(directory + "vpc-ipv4-cidr-blocks", one.VpcIpv4CidrBlocks, "2016-06-30")
            .AddLines(directory + "vpc-ipv6-cidr-blocks", one.VpcIpv6CidrBlocks, "2016-06-30");
}
