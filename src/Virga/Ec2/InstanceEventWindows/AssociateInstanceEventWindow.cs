using Virga.Ec2.DedicatedHosts;
using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEventWindows;

/// <summary>
/// Adds targets to a window: instances, hosts or tags. Limits and exclusions: EC2 User Guide, "Associate an event
/// window": 100 instances, 50 hosts, 50 tags; one kind of target; a target in one window at most.
/// </summary>
internal sealed class AssociateInstanceEventWindow
    : IMutation<AssociateInstanceEventWindowRequest, AssociateInstanceEventWindowResult>
{
    private const int MaxInstances = 100;
    private const int MaxHosts = 50;
    private const int MaxTags = 50;

    public static AssociateInstanceEventWindowResult Run(AssociateInstanceEventWindowRequest input, Change change)
    {
        var row = change.Named<InstanceEventWindowRow>(input.InstanceEventWindowId);
        var instances = input.AssociationTarget?.InstanceIds ?? [];
        var hosts = input.AssociationTarget?.DedicatedHostIds ?? [];
        var tags = input.AssociationTarget?.InstanceTags ?? [];
        if (instances.Count + hosts.Count + tags.Count == 0) throw CommonErrors.MissingParameter("AssociationTarget");
        if (instances.Count > 0) ChosenInstances.Of(change, instances);
        hosts.ForEach(host => change.Named<HostRow>(host));
        CheckFree(change, row, instances, hosts);
        var next = row with
        {
            InstanceIds = [.. row.InstanceIds.Union(instances)],
            HostIds = [.. row.HostIds.Union(hosts)],
            InstanceTags = [.. row.InstanceTags, .. tags.Where(tag => !row.InstanceTags.Any(IsSame(tag)))],
        };
        Check(next);
        return new() { InstanceEventWindow = EventWindows.View(change.Put(next), change) };
    }

    /// <summary>Whether two tags have the same key and value.</summary>
    public static Func<Tag, bool> IsSame(Tag tag) => other => other.Key == tag.Key && other.Value == tag.Value;

    private static void CheckFree(
        WorldView at, InstanceEventWindowRow row, List<string> instances, List<string> hosts)
    {
        foreach (var other in at.Rows<InstanceEventWindowRow>().Where(other => other.Id != row.Id))
        {
            if (other.InstanceIds.Concat(other.HostIds).FirstOrDefault(id => instances.Contains(id)
                || hosts.Contains(id)) is { } taken)
                throw CommonErrors.InvalidParameterValue(
                    $"'{taken}' is already associated with the event window '{other.Id}'.");
        }
    }

    private static void Check(InstanceEventWindowRow row)
    {
        int[] counts = [row.InstanceIds.Count, row.HostIds.Count, row.InstanceTags.Count];
        if (counts.Count(count => count > 0) > 1)
            throw CommonErrors.InvalidParameterCombination(
                "An event window can be associated with one type of target only: instance IDs, Dedicated Host IDs, or "
                + "instance tags.");
        if (row.InstanceIds.Count > MaxInstances || row.HostIds.Count > MaxHosts || row.InstanceTags.Count > MaxTags)
            throw CommonErrors.InvalidParameterValue("The event window has too many targets.");
    }
}
