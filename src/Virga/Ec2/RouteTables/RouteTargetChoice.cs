using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.RouteTables;

/// <summary>The one target that a request for a route names.</summary>
/// <param name="Target">The id of a gateway or interface.</param>
/// <param name="InstanceId">The instance that was named instead of its interface.</param>
internal readonly record struct RouteTargetChoice(string Target, string? InstanceId)
{
    /// <summary>Reads the target; exactly one of the ids must be given.</summary>
    public static RouteTargetChoice Read(WorldView at, RouteTableRow table, string? instanceId, params string?[] ids)
    {
        var given = ids.Append(instanceId).Where(one => !string.IsNullOrEmpty(one)).ToList();
        if (given.Count == 0) throw CommonErrors.MissingParameter("gatewayId");
        if (given.Count > 1)
            throw CommonErrors.InvalidParameterCombination(
                $"The parameters {string.Join(" and ", given)} cannot be used together as targets of a route");
        var choice = string.IsNullOrEmpty(instanceId) ? new(given[0]!, null) : OfInstance(at, instanceId);
        RouteTargets.Check(at, table, choice.Target);
        return choice;
    }

    private static RouteTargetChoice OfInstance(WorldView at, string instanceId)
    {
        var instance = at.Named<InstanceRow>(instanceId);
        var interfaces = at.Rows<NetworkInterfaceRow>().By(NetworkInterfaceRow.ByInstance, instance.Id).ToList();
        return interfaces.Count == 1
            ? new(interfaces[0].Id, instance.Id)
            : throw new AwsException(
                "InvalidInstanceID",
                $"There are multiple interfaces attached to instance '{instance.Id}'. Please specify an interface ID "
                + "for the operation instead.");
    }
}
