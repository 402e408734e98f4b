using Virga.Ec2.InternetGateways;
using Virga.Ec2.Subnets;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteTables;

/// <summary>Puts a subnet, or the traffic that comes in through a gateway, under a route table.</summary>
internal sealed class AssociateRouteTable : IMutation<AssociateRouteTableRequest, AssociateRouteTableResult>
{
    public static AssociateRouteTableResult Run(AssociateRouteTableRequest input, Change change)
    {
        var table = change.Named<RouteTableRow>(input.RouteTableId);
        var associated = input.SubnetId ?? input.GatewayId
            ?? throw CommonErrors.MissingParameter("subnetId or gatewayId");
        CheckNetwork(change, table, input);
        if (change.Rows<RouteTableRow>().Any(RouteTableRow.ByAssociated, associated))
            throw Ec2Errors.RouteTableAssociationConflicts(table.Id);
        var association = new RouteTableAssociation(
            change.NewId("rtbassoc"), IsMain: false, input.SubnetId, input.SubnetId is null ? input.GatewayId : null);
        change.Put(table with { Associations = [.. table.Associations, association] });
        return new()
        {
            AssociationId = association.Id,
            AssociationState = new() { State = RouteTableAssociationStateCode.Associated },
        };
    }

    private static void CheckNetwork(Change change, RouteTableRow table, AssociateRouteTableRequest input)
    {
        if (input.SubnetId is not null)
        {
            var subnet = change.Named<SubnetRow>(input.SubnetId);
            if (subnet.VpcId != table.VpcId)
                throw CommonErrors.InvalidParameterValue(
                    $"Route table {table.Id} and subnet {subnet.Id} belong to different networks");
        }
        else if (input.GatewayId!.StartsWith("igw-", StringComparison.Ordinal))
        {
            if (change.Named<InternetGatewayRow>(input.GatewayId).VpcId != table.VpcId)
                throw Ec2Errors.GatewayInOtherNetwork(table.Id, input.GatewayId);
        }
        else RouteTargets.Check(change, table, input.GatewayId);
    }
}
