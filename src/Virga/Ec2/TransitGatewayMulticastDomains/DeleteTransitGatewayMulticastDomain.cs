using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Deletes a multicast domain without subnets.</summary>
internal sealed class DeleteTransitGatewayMulticastDomain
    : IMutation<DeleteTransitGatewayMulticastDomainRequest, DeleteTransitGatewayMulticastDomainResult>
{
    public static DeleteTransitGatewayMulticastDomainResult Run(
        DeleteTransitGatewayMulticastDomainRequest input, Change change)
    {
        var row = MulticastDomains.Usable(change, input.TransitGatewayMulticastDomainId);
        if (row.Subnets.Count > 0) throw Ec2Errors.IncorrectState($"{row.Id} has associated subnets.");
        row = change.Put(row with { State = TransitGatewayMulticastDomainState.Deleting });
        change.Later<MulticastDomainSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGatewayMulticastDomain = MulticastDomains.Of(row, change) };
    }
}
