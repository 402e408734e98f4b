using Virga.Ec2.Subnets;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcBlockPublicAccess;

/// <summary>
/// What of a VPC's or subnet's traffic with the internet is blocked: the one lookup that answers and the network's
/// state
/// come from (VPC User Guide, "Block public access to VPCs and subnets").
/// </summary>
internal static class BlockPublicAccess
{
    public const string Off = "off";
    public const string Bidirectional = "block-bidirectional";
    public const string Ingress = "block-ingress";

    /// <summary>The mode of a VPC, with its exclusion.</summary>
    public static string OfVpc(WorldView at, string vpcId)
    {
        var mode = at.Find<BlockPublicAccessRow>(BlockPublicAccessRow.Only)?.Mode ?? Off;
        return mode == Off ? Off : With(mode, Exclusion(at, vpcId));
    }

    /// <summary>The mode of a subnet, with its own exclusion or its VPC's.</summary>
    public static string OfSubnet(WorldView at, SubnetRow subnet)
    {
        var mode = at.Find<BlockPublicAccessRow>(BlockPublicAccessRow.Only)?.Mode ?? Off;
        return mode == Off ? Off : With(mode, Exclusion(at, subnet.Id) ?? Exclusion(at, subnet.VpcId));
    }

    /// <summary>The exclusion that holds for a resource, or null.</summary>
    public static BlockPublicAccessExclusionRow? Exclusion(WorldView at, string resourceId) =>
        at.Rows<BlockPublicAccessExclusionRow>().By(BlockPublicAccessExclusionRow.ByResource, resourceId)
            .FirstOrDefault(one => !one.IsOver);

    /// <summary>Forgets the exclusions of a VPC or subnet that goes.</summary>
    public static void Forget(Change change, string resourceId)
    {
        foreach (var one in change.Rows<BlockPublicAccessExclusionRow>()
            .By(BlockPublicAccessExclusionRow.ByResource, resourceId).ToList())
            change.Remove<BlockPublicAccessExclusionRow>(one.Id);
    }

    private static string With(string mode, BlockPublicAccessExclusionRow? exclusion) => exclusion?.Mode switch
    {
        InternetGatewayExclusionMode.AllowBidirectional => Off,
        InternetGatewayExclusionMode.AllowEgress => Ingress,
        _ => mode,
    };
}
