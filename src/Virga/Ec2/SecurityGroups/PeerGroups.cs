using Virga.Ec2.PrefixLists;
using Virga.Ec2.VpcPeeringConnections;
using Virga.State;

namespace Virga.Ec2.SecurityGroups;

/// <summary>What a rule may refer to beyond its own VPC.</summary>
internal static class PeerGroups
{
    /// <summary>Whether two VPCs have an active peering connection.</summary>
    public static bool IsPeered(WorldView at, string vpcId, string otherVpcId) =>
        Connections(at, vpcId).Any(one => one.Opposite(vpcId).VpcId == otherVpcId);

    /// <summary>The VPC and connection through which a group of another account or VPC is reached.</summary>
    public static (string VpcId, string PeeringConnectionId)? PeeringWith(
        WorldView at, string vpcId, string account, string groupId)
    {
        foreach (var connection in Connections(at, vpcId))
        {
            var side = connection.Opposite(vpcId);
            if (side.Account != account) continue;
            if (at.Rows<SecurityGroupRow>(side.Scope).Find(groupId)?.VpcId == side.VpcId)
                return (side.VpcId, connection.Id);
        }

        return null;
    }

    /// <summary>Whether there is such a prefix list.</summary>
    public static bool PrefixListExists(WorldView at, string id) => at.Find<PrefixListRow>(id) is not null;

    private static IEnumerable<VpcPeeringConnectionRow> Connections(WorldView at, string vpcId) =>
        at.Rows<VpcPeeringConnectionRow>().By(VpcPeeringConnectionRow.ByVpc, vpcId).Where(one => one.IsActive);
}
