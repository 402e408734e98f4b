using Virga.Network;
using Virga.Service;

namespace Virga.Ec2.NetworkInsights;

/// <summary>Resources that paths of an access scope begin with, end with and go through.</summary>
internal static class AccessResources
{
    /// <summary>
    /// CloudFormation's names, by the beginning of the ids (Network Access Analyzer guide, "Resources").
    /// </summary>
    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        ["AWS::EC2::InternetGateway"] = "igw", ["AWS::EC2::NetworkInterface"] = "eni", ["AWS::EC2::Instance"] = "i",
        ["AWS::EC2::VPC"] = "vpc", ["AWS::EC2::Subnet"] = "subnet", ["AWS::EC2::SecurityGroup"] = "sg",
        ["AWS::EC2::NatGateway"] = "nat", ["AWS::EC2::VPCPeeringConnection"] = "pcx",
        ["AWS::EC2::TransitGateway"] = "tgw", ["AWS::EC2::EgressOnlyInternetGateway"] = "eigw",
        ["AWS::EC2::NetworkAcl"] = "acl", ["AWS::EC2::RouteTable"] = "rtb",
    };

    private static readonly string[] Ends = ["igw", "eni", "i", "vpc", "subnet", "sg", "nat"];

    /// <summary>What no analysis here could find is refused, instead of being found nowhere.</summary>
    public static AccessResourcesFact CheckEnd(AccessResourcesFact resources) => Check(resources, Ends);

    public static AccessResourcesFact CheckPassed(AccessResourcesFact resources) => Check(resources, Types.Values);

    /// <summary>The id of an ARN, or the id that it is.</summary>
    public static string IdOf(string text) => text[(text.LastIndexOf('/') + 1)..];

    /// <summary>Whether an interface, or what it is part of, is meant.</summary>
    public static bool Means(AccessResourcesFact? resources, FabricIndex index, FabricInterface item)
    {
        if (resources is null) return true;
        var ids = resources.Ids.Select(IdOf).ToHashSet(StringComparer.Ordinal);
        var nat = index.NatByInterface.GetValueOrDefault(item.Id)?.Id ?? "";
        return ids.Contains(item.Id) || ids.Contains(item.Attachment?.InstanceId ?? "") || ids.Contains(item.SubnetId)
            || ids.Contains(index.VpcIdOf(item)) || ids.Contains(nat) || item.SecurityGroupIds.Any(ids.Contains)
            || resources.Types.Any(type => Types[type] switch
            {
                "igw" => false,
                "nat" => nat.Length > 0,
                "i" => item.Attachment is not null,
                "sg" => item.SecurityGroupIds.Count > 0,
                _ => true,
            });
    }

    /// <summary>Whether a gateway, or the VPC that it is of, is meant.</summary>
    public static bool Means(AccessResourcesFact? resources, FabricInternetGateway gateway) => resources is null
        || resources.Ids.Any(id => IdOf(id) == gateway.Id || IdOf(id) == gateway.VpcId)
        || resources.Types.Any(type => Types[type] is "igw" or "vpc");

    /// <summary>Whether a path's components have one that is meant.</summary>
    public static bool IsPassed(AccessResourcesFact resources, IEnumerable<PathHop> hops)
    {
        var parts = hops.SelectMany(hop => new[] { hop.ComponentId, hop.AttachedTo, hop.SubnetId, hop.VpcId })
            .OfType<string>().ToHashSet(StringComparer.Ordinal);
        return resources.Ids.Any(id => parts.Contains(IdOf(id)))
            || resources.Types.Any(type => parts.Any(part => Ids.PrefixOf(part) == Types[type]));
    }

    private static AccessResourcesFact Check(AccessResourcesFact resources, IEnumerable<string> known)
    {
        var wrong = resources.Types
                .FirstOrDefault(type => !Types.TryGetValue(type, out var kind) || !known.Contains(kind))
            ?? resources.Ids.FirstOrDefault(id => !known.Contains(Ids.PrefixOf(IdOf(id))));
        return wrong is null
            ? resources
            : throw new AwsException(
                "UnsupportedOperation", $"Paths of {wrong} are not analysed here: nothing of it carries packets.");
    }
}
