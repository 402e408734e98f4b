using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcPeeringConnections;

/// <summary>Rejects a peering connection, as the owner of the VPC that was asked.</summary>
internal sealed class RejectVpcPeeringConnection
    : IMutation<RejectVpcPeeringConnectionRequest, RejectVpcPeeringConnectionResult>
{
    public static RejectVpcPeeringConnectionResult Run(RejectVpcPeeringConnectionRequest input, Change change)
    {
        var row = AcceptVpcPeeringConnection.Pending(change, input.VpcPeeringConnectionId, "rejected");
        PeeringSides.End(
            change, row, VpcPeeringConnectionStateReasonCode.Rejected, $"Rejected by {change.Account}");
        return new() { Return = true };
    }
}
