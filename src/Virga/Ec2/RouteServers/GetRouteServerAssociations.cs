using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Says which VPC a route server serves.</summary>
internal sealed class GetRouteServerAssociations
    : IQuery<GetRouteServerAssociationsRequest, GetRouteServerAssociationsResult>
{
    public static GetRouteServerAssociationsResult Run(GetRouteServerAssociationsRequest input, WorldView at)
    {
        var row = at.Named<RouteServerRow>(input.RouteServerId);
        return new()
        {
            RouteServerAssociations = row.VpcId is null
                ? []
                : [AssociateRouteServer.Shape(row.Id, row.VpcId, RouteServerAssociationState.Associated)],
        };
    }
}
