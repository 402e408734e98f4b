using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>Ends a session.</summary>
internal sealed class DeleteTrafficMirrorSession
    : IMutation<DeleteTrafficMirrorSessionRequest, DeleteTrafficMirrorSessionResult>
{
    public static DeleteTrafficMirrorSessionResult Run(DeleteTrafficMirrorSessionRequest input, Change change)
    {
        var row = change.Named<TrafficMirrorSessionRow>(input.TrafficMirrorSessionId);
        change.Remove<TrafficMirrorSessionRow>(row.Id);
        return new() { TrafficMirrorSessionId = row.Id };
    }
}
