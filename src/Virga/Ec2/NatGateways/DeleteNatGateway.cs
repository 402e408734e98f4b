using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NatGateways;

/// <summary>Deletes a NAT gateway with its interface; its elastic addresses stay with the account.</summary>
internal sealed class DeleteNatGateway : IMutation<DeleteNatGatewayRequest, DeleteNatGatewayResult>
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static DeleteNatGatewayResult Run(DeleteNatGatewayRequest input, Change change)
    {
        var nat = change.Named<NatGatewayRow>(input.NatGatewayId);
        if (nat.IsGone) return new() { NatGatewayId = nat.Id };
        change.Cancel<NatGatewayBecomesAvailable>(nat.Id);
        change.Put(nat with { State = NatGatewayState.Deleting });
        change.Later<NatGatewayBecomesDeleted>(Delay, nat.Id);
        return new() { NatGatewayId = nat.Id };
    }
}

/// <summary>The end of a NAT gateway: its interface goes, and it stays visible for an hour (API Reference).</summary>
internal sealed class NatGatewayBecomesDeleted : ITransition
{
    private static readonly TimeSpan Visible = TimeSpan.FromHours(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<NatGatewayRow>(subject) is not { } nat) return;
        var last = NatGatewayView.Addresses(nat, change).Select(one =>
            new NatGatewayLastAddress(one.PrivateIp!, one.PublicIp, one.AllocationId, one.IsPrimary == true));
        change.Put(nat with
        {
            State = NatGatewayState.Deleted,
            DeleteTime = change.Now,
            LastAddresses = [.. last],
        });
        if (change.Find<NetworkInterfaceRow>(nat.NetworkInterfaceId) is { } eni) RemoveInterface.Run(change, eni);
        change.Expire<NatGatewayFades>(Visible, nat.Id);
    }
}

/// <summary>A deleted NAT gateway disappears from listings.</summary>
internal sealed class NatGatewayFades : ITransition
{
    public static void Run(Change change, string subject) => change.Remove<NatGatewayRow>(subject);
}
