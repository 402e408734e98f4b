using System.Net;
using Virga.Ec2;
using Virga.Ec2.EgressOnlyInternetGateways;
using Virga.Ec2.InternetGateways;
using Virga.Ec2.NatGateways;
using Virga.Ec2.PrefixLists;
using Virga.Ec2.RouteTables;
using Virga.Ec2.VpcPeeringConnections;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Network.Desired;

/// <summary>Route tables, and the gateways that their routes lead to.</summary>
internal static class DesiredRoutes
{
    public static readonly RowKind[] TableReads = [RouteTableRow.Kind, PrefixListRow.Kind];

    public static readonly RowKind[] InternetReads = [InternetGatewayRow.Kind, RouteTableRow.Kind];

    public static readonly RowKind[] EgressOnlyReads = [EgressOnlyInternetGatewayRow.Kind];

    public static readonly RowKind[] NatReads = [NatGatewayRow.Kind];

    public static readonly RowKind[] PeeringReads = [VpcPeeringConnectionRow.Kind];

    public static IEnumerable<FabricRouteTable> Tables(Source source, Memory<FabricRouteTable> memory)
    {
        foreach (var table in source.Rows<RouteTableRow>())
        {
            object[] inputs = [table, .. table.Routes.Select(route => source.Find<PrefixListRow>(route.Destination))
                .OfType<PrefixListRow>()];
            yield return memory.Of(table.Id, inputs, () => new FabricRouteTable
            {
                Id = table.Id,
                Index = checked((int)table.Sequence),
                VpcId = table.VpcId,
                Routes = Routes(source, table),
            });
        }
    }

    public static IEnumerable<FabricInternetGateway> Internet(Source source, Memory<FabricInternetGateway> memory) =>
        from gateway in source.Rows<InternetGatewayRow>()
        where gateway.VpcId is not null
        let table = source.Rows<RouteTableRow>().By(RouteTableRow.ByAssociated, gateway.Id).FirstOrDefault()?.Id ?? ""
        select memory.Of(gateway.Id, [gateway, table], () => new FabricInternetGateway(gateway.Id, gateway.VpcId!)
        {
            RouteTableId = table,
        });

    public static IEnumerable<FabricEgressOnlyInternetGateway> EgressOnly(
        Source source, Memory<FabricEgressOnlyInternetGateway> memory) =>
        from gateway in source.Rows<EgressOnlyInternetGatewayRow>()
        group gateway by gateway.VpcId into ofVpc
        let first = ofVpc.First()
        select memory.Of(first.Id, [first], () => new FabricEgressOnlyInternetGateway(first.Id, first.VpcId));

    public static IEnumerable<FabricNatGateway> Nat(Source source, Memory<FabricNatGateway> memory) =>
        from nat in source.Rows<NatGatewayRow>()
        where nat.State == NatGatewayState.Available
        select memory.Of(
            nat.Id, [nat], () => new FabricNatGateway(nat.Id, checked((int)nat.Sequence), nat.NetworkInterfaceId));

    /// <summary>The same row is kept on both sides of a connection: the requester's is the one that counts.</summary>
    public static IEnumerable<FabricPeering> Peerings(Source source, Memory<FabricPeering> memory) =>
        from peering in source.Rows<VpcPeeringConnectionRow>()
        where peering.IsActive && peering.Requester.Scope == source.Scope
        select memory.Of(peering.Id, [peering], () => new FabricPeering(
            peering.Id, checked((int)peering.Sequence), peering.Requester.VpcId, peering.Accepter.VpcId));

    /// <summary>
    /// Routes of prefix lists are written out, after the others: a static route for the same block goes before (VPC
    /// User Guide, "Route priority and prefix lists").
    /// </summary>
    private static ValueList<FabricRoute> Routes(Source source, RouteTableRow table)
    {
        var routes = new Dictionary<IPNetwork, FabricRoute>();
        foreach (var route in table.Routes.OrderBy(route => IsPrefixList(route.Destination)))
        {
            var blocks = IsPrefixList(route.Destination)
                ? source.Find<PrefixListRow>(route.Destination)?.Entries.Select(entry => entry.Cidr) ?? []
                : [route.Destination];
            foreach (var block in blocks)
            {
                var destination = IPNetwork.Parse(block);
                routes.TryAdd(destination, new(destination, Target(route.Target)));
            }
        }

        return routes.Values.OrderBy(route => route.Destination.ToString(), StringComparer.Ordinal).ToValueList();
    }

    private static bool IsPrefixList(string destination) => destination.StartsWith("pl-", StringComparison.Ordinal);

    /// <summary>
    /// What is behind the other kinds (virtual private gateways, carriers, Outposts, endpoints of load balancers) is
    /// not on this machine.
    /// </summary>
    private static FabricRouteTarget Target(string id) => Ids.PrefixOf(id) switch
    {
        "igw" => new(FabricRouteTargetKind.InternetGateway, id),
        "eigw" => new(FabricRouteTargetKind.EgressOnlyInternetGateway, id),
        "nat" => new(FabricRouteTargetKind.NatGateway, id),
        "pcx" => new(FabricRouteTargetKind.VpcPeeringConnection, id),
        "eni" => new(FabricRouteTargetKind.NetworkInterface, id),
        "tgw" => new(FabricRouteTargetKind.TransitGateway, id),
        _ => new(FabricRouteTargetKind.Blackhole, id),
    };
}
