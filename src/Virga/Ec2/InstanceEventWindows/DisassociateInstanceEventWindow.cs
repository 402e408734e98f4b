using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceEventWindows;

/// <summary>Takes targets from a window.</summary>
internal sealed class DisassociateInstanceEventWindow
    : IMutation<DisassociateInstanceEventWindowRequest, DisassociateInstanceEventWindowResult>
{
    public static DisassociateInstanceEventWindowResult Run(
        DisassociateInstanceEventWindowRequest input, Change change)
    {
        var row = change.Named<InstanceEventWindowRow>(input.InstanceEventWindowId);
        var instances = input.AssociationTarget?.InstanceIds ?? [];
        var hosts = input.AssociationTarget?.DedicatedHostIds ?? [];
        var tags = input.AssociationTarget?.InstanceTags ?? [];
        if (instances.Concat(hosts).FirstOrDefault(id => !row.InstanceIds.Concat(row.HostIds).Contains(id)) is { } not)
            throw CommonErrors.InvalidParameterValue($"'{not}' is not associated with the event window '{row.Id}'.");
        var next = change.Put(row with
        {
            InstanceIds = [.. row.InstanceIds.Except(instances)],
            HostIds = [.. row.HostIds.Except(hosts)],
            InstanceTags =
            [
                .. row.InstanceTags.Where(tag => !tags.Exists(gone =>
                    AssociateInstanceEventWindow.IsSame(tag)(gone))),
            ],
        });
        return new() { InstanceEventWindow = EventWindows.View(next, change) };
    }
}
