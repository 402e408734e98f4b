using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Lists the routes that a route server learnt: none, since nobody speaks BGP here.</summary>
internal sealed class GetRouteServerRoutingDatabase
    : IQuery<GetRouteServerRoutingDatabaseRequest, GetRouteServerRoutingDatabaseResult>
{
    public static GetRouteServerRoutingDatabaseResult Run(GetRouteServerRoutingDatabaseRequest input, WorldView at)
    {
        at.Named<RouteServerRow>(input.RouteServerId);
        NoItems.Check(input.Filters, input.NextToken);
        return new() { AreRoutesPersisted = false, Routes = [] };
    }
}
