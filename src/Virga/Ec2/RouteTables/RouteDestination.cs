using Virga.Ec2.PrefixLists;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.RouteTables;

/// <summary>Where a route leads to: a block of either family or a prefix list, in the form that AWS keeps.</summary>
/// <param name="Value">The block, canonical, or the prefix list's id.</param>
/// <param name="Parameter">AWS's name of the parameter in errors.</param>
internal readonly record struct RouteDestination(string Value, string Parameter)
{
    /// <summary>Reads the one destination that a request gives.</summary>
    public static RouteDestination Read(WorldView at, string? ipv4, string? ipv6, string? prefixListId)
    {
        if (new[] { ipv4, ipv6, prefixListId }.Count(one => one is not null) > 1)
            throw CommonErrors.InvalidParameterCombination(
                "Only one of destinationCidrBlock, destinationIpv6CidrBlock and destinationPrefixListId may be given");
        if (ipv4 is not null)
            return Cidr.TryParse(ipv4, out var block)
                ? new(block.Canonical.ToString(), "destination-cidr-block")
                : throw NoBlock(ipv4, "destinationCidrBlock");
        if (ipv6 is not null)
            return Ipv6Cidr.TryParse(ipv6, out var block)
                ? new(block.Canonical.ToString(), "destination-ipv6-cidr-block")
                : throw NoBlock(ipv6, "destinationIpv6CidrBlock");
        if (prefixListId is not null)
            return new(at.Named<PrefixListRow>(prefixListId).Id, "destination-prefix-list-id");
        throw CommonErrors.MissingParameter("destinationCidrBlock");
    }

    private static AwsException NoBlock(string text, string parameter) => CommonErrors.InvalidParameterValue(
        $"Value ({text}) for parameter {parameter} is invalid. This is not a valid CIDR block.");
}
