using Virga.State;

namespace Virga.Ec2.RouteTables;

/// <summary>The table of all subnets of a VPC that name no other.</summary>
internal static class MainRouteTable
{
    public static RouteTableRow Make(Change change, string vpcId) =>
        change.Put(new RouteTableRow(change.NewId("rtb"))
        {
            VpcId = vpcId,
            Associations = [new(change.NewId("rtbassoc"), IsMain: true, SubnetId: null, GatewayId: null)],
        });

    /// <summary>The main table of a VPC; each VPC has one.</summary>
    public static RouteTableRow Of(WorldView at, string vpcId) =>
        at.Rows<RouteTableRow>().By(RouteTableRow.ByVpc, vpcId)
            .First(table => table.Associations.Any(association => association.IsMain));
}
