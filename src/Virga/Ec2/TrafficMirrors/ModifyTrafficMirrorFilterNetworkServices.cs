using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Whether a filter lets packets for the VPC's resolver be mirrored.</summary>
internal sealed class ModifyTrafficMirrorFilterNetworkServices
    : IMutation<ModifyTrafficMirrorFilterNetworkServicesRequest, ModifyTrafficMirrorFilterNetworkServicesResult>
{
    public static ModifyTrafficMirrorFilterNetworkServicesResult Run(
        ModifyTrafficMirrorFilterNetworkServicesRequest input, Change change)
    {
        var row = change.Named<TrafficMirrorFilterRow>(input.TrafficMirrorFilterId);
        if (input.AddNetworkServices is { Count: > 0 }) row = change.Put(row with { HasDns = true });
        if (input.RemoveNetworkServices is { Count: > 0 }) row = change.Put(row with { HasDns = false });
        return new() { TrafficMirrorFilter = TrafficMirrorView.Filter(row, change) };
    }
}
