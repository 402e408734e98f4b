using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcPeeringConnections;

/// <summary>Deletes a peering connection for both sides; routes to it become black holes.</summary>
internal sealed class DeleteVpcPeeringConnection
    : IMutation<DeleteVpcPeeringConnectionRequest, DeleteVpcPeeringConnectionResult>
{
    public static DeleteVpcPeeringConnectionResult Run(DeleteVpcPeeringConnectionRequest input, Change change)
    {
        var row = change.Named<VpcPeeringConnectionRow>(input.VpcPeeringConnectionId);
        if (row.Status == VpcPeeringConnectionStateReasonCode.Deleted) return new() { Return = true };
        PeeringSides.Delete(change, row);
        return new() { Return = true };
    }
}
