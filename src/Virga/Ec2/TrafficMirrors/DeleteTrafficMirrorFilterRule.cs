using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Takes a rule out of its filter.</summary>
internal sealed class DeleteTrafficMirrorFilterRule
    : IMutation<DeleteTrafficMirrorFilterRuleRequest, DeleteTrafficMirrorFilterRuleResult>
{
    public static DeleteTrafficMirrorFilterRuleResult Run(DeleteTrafficMirrorFilterRuleRequest input, Change change)
    {
        var row = change.Named<TrafficMirrorFilterRuleRow>(input.TrafficMirrorFilterRuleId);
        change.Remove<TrafficMirrorFilterRuleRow>(row.Id);
        return new() { TrafficMirrorFilterRuleId = row.Id };
    }
}
