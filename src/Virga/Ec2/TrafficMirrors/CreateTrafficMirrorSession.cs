using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Mirrors an interface to a target, by the API's word: no packet is copied here.</summary>
internal sealed class CreateTrafficMirrorSession
    : IMutation<CreateTrafficMirrorSessionRequest, CreateTrafficMirrorSessionResult>
{
    public static CreateTrafficMirrorSessionResult Run(CreateTrafficMirrorSessionRequest input, Change change)
    {
        var eni = change.Named<NetworkInterfaceRow>(input.NetworkInterfaceId);
        var target = change.Named<TrafficMirrorTargetRow>(input.TrafficMirrorTargetId);
        var filter = change.Named<TrafficMirrorFilterRow>(input.TrafficMirrorFilterId);
        if (target.Destination == eni.Id)
            throw CommonErrors.InvalidParameterValue($"The interface {eni.Id} cannot be mirrored to itself.");
        var row = change.Put(TrafficMirrorRules.CheckedSession(change, new(change.NewId("tms"))
        {
            InterfaceId = eni.Id,
            TargetId = target.Id,
            FilterId = filter.Id,
            PacketLength = input.PacketLength,
            Number = input.SessionNumber ?? 0,
            VirtualNetworkId = input.VirtualNetworkId ?? NewNetwork(change),
            Description = input.Description,
        }));
        change.TagNew(input.TagSpecifications, ResourceType.TrafficMirrorSession, row.Id);
        return new() { TrafficMirrorSession = TrafficMirrorView.Session(row, change), ClientToken = input.ClientToken };
    }

    /// <summary>Any VXLAN number, where none is asked for (API Reference).</summary>
    public static int NewNetwork(Change change) => (int)(change.Random() % 16_777_215) + 1;
}
