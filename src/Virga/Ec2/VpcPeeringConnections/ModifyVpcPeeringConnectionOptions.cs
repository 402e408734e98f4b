using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcPeeringConnections;

/// <summary>Changes options of an active peering connection; each account those of its own side.</summary>
internal sealed class ModifyVpcPeeringConnectionOptions
    : IMutation<ModifyVpcPeeringConnectionOptionsRequest, ModifyVpcPeeringConnectionOptionsResult>
{
    public static ModifyVpcPeeringConnectionOptionsResult Run(
        ModifyVpcPeeringConnectionOptionsRequest input, Change change)
    {
        var row = change.Named<VpcPeeringConnectionRow>(input.VpcPeeringConnectionId);
        if (!row.IsActive)
            throw CommonErrors.InvalidParameterValue(
                $"Peering connection {row.Id} is not active, its options cannot be modified.");
        row = PeeringSides.Put(change, row with
        {
            Requester = Side(change, row.Requester, input.RequesterPeeringConnectionOptions),
            Accepter = Side(change, row.Accepter, input.AccepterPeeringConnectionOptions),
        });
        return new()
        {
            RequesterPeeringConnectionOptions = input.RequesterPeeringConnectionOptions is null
                ? null
                : VpcPeeringConnectionView.Options(row.Requester),
            AccepterPeeringConnectionOptions = input.AccepterPeeringConnectionOptions is null
                ? null
                : VpcPeeringConnectionView.Options(row.Accepter),
        };
    }

    private static PeeringSide Side(Change change, PeeringSide side, PeeringConnectionOptionsRequest? wanted)
    {
        if (wanted?.AllowDnsResolutionFromRemoteVpc is not { } allows) return side;
        return side.Scope == change.Scope
            ? side with { AllowsDnsResolutionFromRemoteVpc = allows }
            : throw Ec2Errors.OperationNotPermitted(
                $"User {change.Account} cannot modify the options of the other side of a peering connection.");
    }
}
