using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>A route server without endpoints and propagations serves its VPC no more.</summary>
internal sealed class DisassociateRouteServer
    : IMutation<DisassociateRouteServerRequest, DisassociateRouteServerResult>
{
    public static DisassociateRouteServerResult Run(DisassociateRouteServerRequest input, Change change)
    {
        var row = change.Named<RouteServerRow>(input.RouteServerId);
        if (row.VpcId is null || row.VpcId != input.VpcId)
            throw new AwsException(
                "InvalidAssociation.NotFound", $"The route server {row.Id} is not associated with {input.VpcId}.");
        if (row.RouteTableIds.Count > 0
            || change.Rows<RouteServerEndpointRow>().Any(RouteServerEndpointRow.ByServer, row.Id))
            throw Ec2Errors.DependencyViolation($"The route server '{row.Id}' has endpoints or propagations.");
        change.Put(row with { VpcId = null });
        var shape = AssociateRouteServer.Shape(row.Id, input.VpcId, RouteServerAssociationState.Disassociating);
        return new() { RouteServerAssociation = shape };
    }
}
