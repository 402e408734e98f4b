using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Deletes a filter that no session uses, with its rules.</summary>
internal sealed class DeleteTrafficMirrorFilter
    : IMutation<DeleteTrafficMirrorFilterRequest, DeleteTrafficMirrorFilterResult>
{
    public static DeleteTrafficMirrorFilterResult Run(DeleteTrafficMirrorFilterRequest input, Change change)
    {
        var row = change.Named<TrafficMirrorFilterRow>(input.TrafficMirrorFilterId);
        TrafficMirrorRules.CheckUnused(change, row.Id, "TrafficMirrorFilterInUse", "filter");
        foreach (var rule in change.Rows<TrafficMirrorFilterRuleRow>()
            .By(TrafficMirrorFilterRuleRow.ByFilter, row.Id).ToList())
            change.Remove<TrafficMirrorFilterRuleRow>(rule.Id);
        change.Remove<TrafficMirrorFilterRow>(row.Id);
        return new() { TrafficMirrorFilterId = row.Id };
    }
}
