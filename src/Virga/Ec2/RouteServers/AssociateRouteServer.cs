using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Lets a route server serve a VPC; it serves one at most.</summary>
internal sealed class AssociateRouteServer : IMutation<AssociateRouteServerRequest, AssociateRouteServerResult>
{
    public static AssociateRouteServerResult Run(AssociateRouteServerRequest input, Change change)
    {
        var row = change.Named<RouteServerRow>(input.RouteServerId);
        var vpc = change.Named<VpcRow>(input.VpcId);
        if (row.VpcId is not null)
            throw new AwsException(
                "Resource.AlreadyAssociated", $"The route server {row.Id} is already associated with {row.VpcId}.");
        change.Put(row with { VpcId = vpc.Id });
        return new() { RouteServerAssociation = Shape(row.Id, vpc.Id, RouteServerAssociationState.Associating) };
    }

    public static RouteServerAssociation Shape(string id, string? vpcId, string state) =>
        new() { RouteServerId = id, VpcId = vpcId, State = state };
}
