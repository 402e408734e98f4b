using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TransitGatewayMulticastDomains;

/// <summary>Creates a multicast domain on a transit gateway that supports multicast.</summary>
internal sealed class CreateTransitGatewayMulticastDomain
    : IMutation<CreateTransitGatewayMulticastDomainRequest, CreateTransitGatewayMulticastDomainResult>
{
    public static CreateTransitGatewayMulticastDomainResult Run(
        CreateTransitGatewayMulticastDomainRequest input, Change change)
    {
        var gateway = TransitGatewayRules.Usable(change, input.TransitGatewayId);
        if (!gateway.HasMulticastSupport)
            throw CommonErrors.InvalidParameterValue($"Multicast support is not enabled on {gateway.Id}.");
        var row = new TransitGatewayMulticastDomainRow(change.NewId("tgw-mcast-domain"))
        {
            GatewayId = gateway.Id,
            State = TransitGatewayMulticastDomainState.Pending,
            CreationTime = change.Now,
            HasIgmpv2Support = TransitGatewayRules.Read(input.Options?.Igmpv2Support, false),
            HasStaticSourcesSupport = TransitGatewayRules.Read(input.Options?.StaticSourcesSupport, false),
            AcceptsSharedAssociations = TransitGatewayRules.Read(input.Options?.AutoAcceptSharedAssociations, false),
        };
        if (row is { HasIgmpv2Support: true, HasStaticSourcesSupport: true })
            throw CommonErrors.InvalidParameterCombination(
                "Igmpv2Support and StaticSourcesSupport cannot both be enabled");
        change.Put(row);
        change.TagNew(input.TagSpecifications, ResourceType.TransitGatewayMulticastDomain, row.Id);
        change.Later<MulticastDomainSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { TransitGatewayMulticastDomain = MulticastDomains.Of(row, change) };
    }
}

/// <summary>A multicast domain reaches the state that it is on its way to.</summary>
internal sealed class MulticastDomainSettles : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<TransitGatewayMulticastDomainRow>(subject) is not { } row) return;
        if (row.State == TransitGatewayMulticastDomainState.Deleting)
            change.Remove<TransitGatewayMulticastDomainRow>(row.Id);
        else change.Put(row with { State = TransitGatewayMulticastDomainState.Available });
    }
}
