using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>The filters of DescribeRouteTables, as its documentation lists them.</summary>
internal static class RouteTableFilters
{
    public static readonly Filters<RouteTable> All = new()
    {
        { "association.gateway-id", table => table.Associations!.Select(one => one.GatewayId) },
        {
            "association.route-table-association-id",
            table => table.Associations!.Select(one => one.RouteTableAssociationId)
        },
        { "association.route-table-id", table => table.Associations!.Select(one => one.RouteTableId) },
        { "association.subnet-id", table => table.Associations!.Select(one => one.SubnetId) },
        { "association.main", table => table.Associations!.Select(one => one.Main == true ? "true" : "false") },
        { "owner-id", table => table.OwnerId },
        { "route-table-id", table => table.RouteTableId },
        { "route.destination-cidr-block", table => table.Routes!.Select(one => one.DestinationCidrBlock) },
        { "route.destination-ipv6-cidr-block", table => table.Routes!.Select(one => one.DestinationIpv6CidrBlock) },
        { "route.destination-prefix-list-id", table => table.Routes!.Select(one => one.DestinationPrefixListId) },
        {
            "route.egress-only-internet-gateway-id",
            table => table.Routes!.Select(one => one.EgressOnlyInternetGatewayId)
        },
        { "route.gateway-id", table => table.Routes!.Select(one => one.GatewayId) },
        { "route.instance-id", table => table.Routes!.Select(one => one.InstanceId) },
        { "route.nat-gateway-id", table => table.Routes!.Select(one => one.NatGatewayId) },
        { "route.transit-gateway-id", table => table.Routes!.Select(one => one.TransitGatewayId) },
        { "route.origin", table => table.Routes!.Select(one => one.Origin) },
        { "route.state", table => table.Routes!.Select(one => one.State) },
        { "route.vpc-peering-connection-id", table => table.Routes!.Select(one => one.VpcPeeringConnectionId) },
        { "vpc-id", table => table.VpcId },
    };
}
