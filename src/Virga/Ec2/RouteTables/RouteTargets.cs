using Virga.Ec2.EgressOnlyInternetGateways;
using Virga.Ec2.InternetGateways;
using Virga.Ec2.NatGateways;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGateways;
using Virga.Ec2.VpcPeeringConnections;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.RouteTables;

/// <summary>Targets of routes: whether they may be one, and whether packets get through them.</summary>
internal static class RouteTargets
{
    /// <summary>Checks that a target exists and can be reached from the table's VPC.</summary>
    public static void Check(WorldView at, RouteTableRow table, string target)
    {
        var kind = Registry.FindKind(Ids.PrefixOf(target)) ?? throw CommonErrors.InvalidParameterValue(
            $"Value ({target}) for parameter gatewayId is invalid. The value is not a valid gateway ID.");
        Ids.Check(kind, target);

        // A transit gateway may be another account's: what counts is that the VPC is attached to it. Text: as users of
        // the Terraform provider quote it.
        if (kind == TransitGatewayRow.Kind)
        {
            if (!AttachmentRules.IsAttached(at, target, table.VpcId))
                throw Ec2Errors.NotFound("InvalidTransitGatewayID", "transitGateway ID")(target);
            return;
        }

        if (at.Partition(at.Scope).Table(kind).FindRow(target) is not { } row)
            throw kind.NotFound?.Invoke(target) ?? CommonErrors.InvalidParameterValue(target);
        var isElsewhere = row switch
        {
            InternetGatewayRow gateway => gateway.VpcId != table.VpcId,
            EgressOnlyInternetGatewayRow gateway => gateway.VpcId != table.VpcId,
            NetworkInterfaceRow eni => eni.VpcId != table.VpcId,
            NatGatewayRow nat => nat.VpcId != table.VpcId,
            VpcPeeringConnectionRow peering =>
                peering.Requester.VpcId != table.VpcId && peering.Accepter.VpcId != table.VpcId,
            IRouteTarget other => !other.IsOpenTo(at, table.VpcId),
            _ => false,
        };
        if (isElsewhere) throw Ec2Errors.GatewayInOtherNetwork(table.Id, target);
    }

    /// <summary>Whether packets get through: otherwise AWS shows the route as a black hole.</summary>
    public static bool IsActive(WorldView at, RouteTableRow table, string target)
    {
        if (Registry.FindKind(Ids.PrefixOf(target)) is not { } kind) return false;
        if (kind == TransitGatewayRow.Kind) return AttachmentRules.IsOpen(at, target, table.VpcId);
        return at.Partition(at.Scope).Table(kind).FindRow(target) switch
        {
            null => false,
            InternetGatewayRow gateway => gateway.VpcId == table.VpcId,
            NatGatewayRow nat => nat.State is "available" or "pending",
            NetworkInterfaceRow eni => eni.Attachment is not null,
            VpcPeeringConnectionRow peering => peering.IsActive,
            IRouteTarget other => other.IsOpenTo(at, table.VpcId),
            _ => true,
        };
    }
}

/// <summary>A row that can be the target of a route and knows whether packets of a VPC get through it.</summary>
internal interface IRouteTarget
{
    /// <summary>Whether packets of this VPC get through, now.</summary>
    bool IsOpenTo(WorldView at, string vpcId);
}
