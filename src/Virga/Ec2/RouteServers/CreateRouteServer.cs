using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Creates a route server.</summary>
internal sealed class CreateRouteServer : IMutation<CreateRouteServerRequest, CreateRouteServerResult>
{
    public static CreateRouteServerResult Run(CreateRouteServerRequest input, Change change)
    {
        if (input.AmazonSideAsn is < 1 or > 4294967295)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({input.AmazonSideAsn}) for parameter AmazonSideAsn is invalid.");
        var row = ModifyRouteServer.WithOptions(
            new(change.NewId("rs")) { State = RouteServerState.Pending, AmazonSideAsn = input.AmazonSideAsn ?? 0 },
            input.PersistRoutes, input.PersistRoutesDuration, input.SnsNotificationsEnabled);
        row = change.Put(row);
        change.TagNew(input.TagSpecifications, ResourceType.RouteServer, row.Id);
        change.Later<RouteServerSettles>(RouteServerSettles.Delay, row.Id);
        return new() { RouteServer = RouteServerView.Of(row, change) };
    }
}
