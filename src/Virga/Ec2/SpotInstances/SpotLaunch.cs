using System.Text.Json;
using Virga.Ec2.LaunchTemplates;
using Virga.Ec2.SecurityGroups;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SpotInstances;

/// <summary>
/// Launch specifications of spot requests and RunInstances name their members alike, so that one passes into the other
/// through JSON; only the groups of an answer differ.
/// </summary>
internal static class SpotLaunch
{
    private static LaunchTemplateVersionJson Json => LaunchTemplateVersionJson.Default;

    /// <summary>The launch that a request specifies.</summary>
    public static RunInstancesRequest Of(RequestSpotLaunchSpecification asked) => Counted(
        JsonSerializer.SerializeToNode(asked, Json.RequestSpotLaunchSpecification)
            .Deserialize(Json.RunInstancesRequest)!);

    /// <summary>The launch that a specification of a spot fleet says.</summary>
    public static RunInstancesRequest Of(SpotFleetLaunchSpecification asked)
    {
        var node = JsonSerializer.SerializeToNode(asked, Json.SpotFleetLaunchSpecification)!.AsObject();
        node.Remove(nameof(SpotFleetLaunchSpecification.SecurityGroups));
        node.Remove(nameof(SpotFleetLaunchSpecification.InstanceRequirements));
        var launch = Counted(node.Deserialize(Json.RunInstancesRequest)!);
        launch.SecurityGroupIds = Names(asked.SecurityGroups, group => group.GroupId);
        launch.SecurityGroups = Names(asked.SecurityGroups, group => group.GroupId is null ? group.GroupName : null);
        return launch;
    }

    /// <summary>A launch of one instance of its own: rows never share what a request may go on changing.</summary>
    public static RunInstancesRequest Copy(RunInstancesRequest launch)
    {
        var node = JsonSerializer.SerializeToNode(launch, Json.RunInstancesRequest);
        var copy = node.Deserialize(Json.RunInstancesRequest)!;
        copy.ClientToken = null;
        copy.InstanceMarketOptions = null;
        return Counted(copy);
    }

    /// <summary>A launch as a described request shows it.</summary>
    public static LaunchSpecification Show(RunInstancesRequest launch, WorldView at)
    {
        var node = JsonSerializer.SerializeToNode(launch, Json.RunInstancesRequest)!.AsObject();
        node.Remove(nameof(LaunchSpecification.SecurityGroups));
        var shown = node.Deserialize(Json.LaunchSpecification)!;
        shown.SecurityGroups =
        [
            .. (launch.SecurityGroupIds ?? []).Select(id => new GroupIdentifier
            {
                GroupId = id, GroupName = at.Find<SecurityGroupRow>(id)?.Name,
            }),
            .. (launch.SecurityGroups ?? []).Select(name => new GroupIdentifier { GroupName = name }),
        ];
        shown.Monitoring ??= new() { Enabled = false };
        return shown;
    }

    private static RunInstancesRequest Counted(RunInstancesRequest launch)
    {
        launch.MinCount = launch.MaxCount = 1;
        return launch;
    }

    private static List<string>? Names(List<GroupIdentifier>? groups, Func<GroupIdentifier, string?> name)
    {
        var names = (groups ?? []).Select(name).OfType<string>().ToList();
        return names.Count > 0 ? names : null;
    }
}
