using Virga.Ec2.Instances;
using Virga.Ec2;
using Virga.Fis.ExperimentTemplates;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Fis.Experiments;

/// <summary>Which instances a target means, when an experiment starts (AWS FIS User Guide, "Targets").</summary>
internal static class TargetResolution
{
    public static List<string> Resolve(Change change, PlannedTarget target)
    {
        var found = change.Rows<InstanceRow>().Where(instance => IsMeant(instance, target, change))
            .Select(instance => instance.Id).ToList();
        var open = target.SelectionMode.IndexOf('(', StringComparison.Ordinal);
        if (open < 0) return found;
        var number = int.Parse(target.SelectionMode.AsSpan(open + 1, target.SelectionMode.Length - open - 2));
        // A part of an instance is rounded down.
        var wanted = target.SelectionMode.StartsWith('P') ? found.Count * number / 100 : number;
        while (found.Count > wanted) found.RemoveAt((int)(change.Random() % (ulong)found.Count));
        return found;
    }

    private static bool IsMeant(InstanceRow instance, PlannedTarget target, WorldView at)
    {
        if (instance is not { Lifecycle: "spot", State: InstanceStateName.Running }) return false;
        if (target.ResourceArns.Count > 0 && !target.ResourceArns.Contains(at.Ec2Arn("instance", instance.Id)))
            return false;
        var tags = at.Find<TagsRow>(instance.Id)?.Tags;
        if (!target.ResourceTags.All(tag => tags?.GetValueOrDefault(tag.Key) == tag.Value)) return false;
        return target.Filters.All(filter => filter.Values.Contains(ValueOf(instance, filter.Path)));
    }

    private static string? ValueOf(InstanceRow instance, string path) => path switch
    {
        "State.Name" => instance.State,
        "Placement.AvailabilityZone" => instance.AvailabilityZone,
        "InstanceType" => instance.InstanceType,
        "VpcId" => instance.VpcId,
        "SubnetId" => instance.SubnetId,
        "InstanceId" => instance.Id,
        _ => null,
    };
}
