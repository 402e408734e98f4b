using Virga.Ec2.Vpcs;
using Virga.Ec2.Zones;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.Subnets;

/// <summary>What AWS demands of a subnet.</summary>
internal static class SubnetRules
{
    private const int ShortestPrefix = 16;
    private const int LongestPrefix = 28;
    private const int ShortestIpv6Prefix = 44;
    private const int LongestIpv6Prefix = 64;

    /// <summary>A new subnet's IPv4 block: within a block of the VPC, over no other subnet.</summary>
    public static Cidr Ipv4Block(WorldView at, VpcRow vpc, string text)
    {
        if (!Cidr.TryParse(text, out var given))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.");
        var block = given.Canonical;
        if (block.Length is < ShortestPrefix or > LongestPrefix) throw Ec2Errors.SubnetRange(text);
        if (!vpc.CidrBlocks.Any(one => Cidr.Parse(one.Block).Contains(block))) throw Ec2Errors.SubnetRange(text);
        var isTaken = at.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpc.Id)
            .Any(subnet => subnet.CidrBlock is not null && Cidr.Parse(subnet.CidrBlock).Overlaps(block));
        return isTaken ? throw Ec2Errors.SubnetConflict(text) : block;
    }

    /// <summary>A subnet's IPv6 block: within a block of the VPC, over no other subnet.</summary>
    public static string Ipv6Block(WorldView at, VpcRow vpc, string text)
    {
        if (!Ipv6Cidr.TryParse(text, out var given))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({text}) for parameter ipv6CidrBlock is invalid. This is not a valid IPv6 CIDR block.");
        var block = given.Canonical;
        if (block.Length is < ShortestIpv6Prefix or > LongestIpv6Prefix || block.Length % 4 != 0)
            throw Ec2Errors.SubnetRange(text);
        if (!vpc.Ipv6CidrBlocks.Any(one => Ipv6Cidr.Parse(one.Block).Contains(block)))
            throw Ec2Errors.SubnetRange(text);
        var isTaken = at.Rows<SubnetRow>().By(SubnetRow.ByVpc, vpc.Id)
            .Any(subnet => subnet.Ipv6CidrBlocks.Any(one => Ipv6Cidr.Parse(one.Block).Overlaps(block)));
        return isTaken ? throw Ec2Errors.SubnetConflict(text) : block.ToString();
    }

    /// <summary>The zone that a request names by name or id; the first of the region when it names none.</summary>
    public static string Zone(WorldView at, string? nameOrId)
    {
        var region = RegionCatalogue.Find(at.Region);
        var names = (region?.AvailabilityZones ?? []).Select(zone => zone.ZoneName).ToList();
        if (string.IsNullOrEmpty(nameOrId)) return names.FirstOrDefault() ?? at.Region + "a";
        var zone = region?.FindZone(nameOrId);
        var isOpen = zone is not null
            && (zone.ZoneType == ZoneTypes.AvailabilityZone || at.Find<ZoneGroupRow>(zone.GroupName) is not null);
        return isOpen ? zone!.ZoneName : throw Ec2Errors.SubnetZone(nameOrId, names);
    }
}
