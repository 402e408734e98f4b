using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Deletes a target that no session uses.</summary>
internal sealed class DeleteTrafficMirrorTarget
    : IMutation<DeleteTrafficMirrorTargetRequest, DeleteTrafficMirrorTargetResult>
{
    public static DeleteTrafficMirrorTargetResult Run(DeleteTrafficMirrorTargetRequest input, Change change)
    {
        var row = change.Named<TrafficMirrorTargetRow>(input.TrafficMirrorTargetId);
        TrafficMirrorRules.CheckUnused(change, row.Id, "TrafficMirrorTargetInUse", "target");
        change.Remove<TrafficMirrorTargetRow>(row.Id);
        return new() { TrafficMirrorTargetId = row.Id };
    }
}
