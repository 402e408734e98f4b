using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.InstanceConnectEndpoints;

/// <summary>Deletes an endpoint; its interface goes with it.</summary>
internal sealed class DeleteInstanceConnectEndpoint
    : IMutation<DeleteInstanceConnectEndpointRequest, DeleteInstanceConnectEndpointResult>
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static DeleteInstanceConnectEndpointResult Run(DeleteInstanceConnectEndpointRequest input, Change change)
    {
        var row = change.Named<InstanceConnectEndpointRow>(input.InstanceConnectEndpointId);
        var next = change.Put(row with { State = Ec2InstanceConnectEndpointState.DeleteInProgress });
        change.Later<InstanceConnectEndpointMoves>(Delay, row.Id);
        return new() { InstanceConnectEndpoint = next.View(change) };
    }
}
