using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.RouteServers;

/// <summary>Changes how long a route server keeps routes of peers that are gone.</summary>
internal sealed class ModifyRouteServer : IMutation<ModifyRouteServerRequest, ModifyRouteServerResult>
{
    public static ModifyRouteServerResult Run(ModifyRouteServerRequest input, Change change)
    {
        var row = change.Named<RouteServerRow>(input.RouteServerId);
        row = WithOptions(row, input.PersistRoutes, input.PersistRoutesDuration, input.SnsNotificationsEnabled);
        row = change.Put(row with { State = RouteServerState.Modifying });
        change.Later<RouteServerSettles>(RouteServerSettles.Delay, row.Id);
        return new() { RouteServer = RouteServerView.Of(row, change) };
    }

    /// <summary>Persistence needs a duration of one to five minutes (API Reference).</summary>
    public static RouteServerRow WithOptions(RouteServerRow row, string? persist, long? minutes, bool? notifies)
    {
        if (notifies == true) throw new AwsException("UnsupportedOperation", "Virga has no SNS to notify.");
        if (persist == RouteServerPersistRoutesAction.Enable && minutes is not (>= 1 and <= 5))
            throw CommonErrors.InvalidParameterValue(
                $"Value ({minutes}) for parameter PersistRoutesDuration is invalid. It must be 1 to 5.");
        return persist switch
        {
            RouteServerPersistRoutesAction.Enable => row with { PersistState = "enabled", PersistMinutes = minutes },
            RouteServerPersistRoutesAction.Disable => row with { PersistState = "disabled", PersistMinutes = null },
            _ => row,
        };
    }
}
