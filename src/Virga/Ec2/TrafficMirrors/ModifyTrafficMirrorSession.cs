using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Changes a session; fields are emptied by name.</summary>
internal sealed class ModifyTrafficMirrorSession
    : IMutation<ModifyTrafficMirrorSessionRequest, ModifyTrafficMirrorSessionResult>
{
    public static ModifyTrafficMirrorSessionResult Run(ModifyTrafficMirrorSessionRequest input, Change change)
    {
        var row = change.Named<TrafficMirrorSessionRow>(input.TrafficMirrorSessionId);
        row = row with
        {
            TargetId = input.TrafficMirrorTargetId is { } target
                ? change.Named<TrafficMirrorTargetRow>(target).Id
                : row.TargetId,
            FilterId = input.TrafficMirrorFilterId is { } filter
                ? change.Named<TrafficMirrorFilterRow>(filter).Id
                : row.FilterId,
            PacketLength = input.PacketLength ?? row.PacketLength,
            Number = input.SessionNumber ?? row.Number,
            VirtualNetworkId = input.VirtualNetworkId ?? row.VirtualNetworkId,
            Description = input.Description ?? row.Description,
        };
        foreach (var field in input.RemoveFields ?? []) row = Without(change, row, field);
        row = change.Put(TrafficMirrorRules.CheckedSession(change, row));
        return new() { TrafficMirrorSession = TrafficMirrorView.Session(row, change) };
    }

    private static TrafficMirrorSessionRow Without(Change change, TrafficMirrorSessionRow row, string field) =>
        field switch
        {
            TrafficMirrorSessionField.PacketLength => row with { PacketLength = null },
            TrafficMirrorSessionField.Description => row with { Description = null },
            _ => row with { VirtualNetworkId = CreateTrafficMirrorSession.NewNetwork(change) },
        };
}
