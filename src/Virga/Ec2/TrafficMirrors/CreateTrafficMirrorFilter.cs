using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Creates a filter without rules, which mirrors nothing.</summary>
internal sealed class CreateTrafficMirrorFilter
    : IMutation<CreateTrafficMirrorFilterRequest, CreateTrafficMirrorFilterResult>
{
    public static CreateTrafficMirrorFilterResult Run(CreateTrafficMirrorFilterRequest input, Change change)
    {
        var row = change.Put(new TrafficMirrorFilterRow(change.NewId("tmf")) { Description = input.Description });
        change.TagNew(input.TagSpecifications, ResourceType.TrafficMirrorFilter, row.Id);
        return new() { TrafficMirrorFilter = TrafficMirrorView.Filter(row, change), ClientToken = input.ClientToken };
    }
}
