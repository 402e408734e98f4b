using Virga.Ec2.Subnets;
using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnGateways;

/// <summary>Creates a virtual private gateway.</summary>
internal sealed class CreateVpnGateway : IMutation<CreateVpnGatewayRequest, CreateVpnGatewayResult>
{
    public static CreateVpnGatewayResult Run(CreateVpnGatewayRequest input, Change change)
    {
        Quota.VpnGateways.Check(
            change, () => change.Rows<VpnGatewayRow>().Count(one => one.State != VpnState.Deleted));
        var zone = input.AvailabilityZone is null ? null : SubnetRules.Zone(change, input.AvailabilityZone);
        var row = change.Put(new VpnGatewayRow(change.NewId("vgw"))
        {
            State = VpnState.Available,
            AmazonSideAsn = TransitGatewayRules.Asn(input.AmazonSideAsn ?? TransitGatewayRules.DefaultAsn),
            AvailabilityZone = zone,
        });
        change.TagNew(input.TagSpecifications, ResourceType.VpnGateway, row.Id);
        var shape = VpnGatewayView.Of(row, change);

        // Without tags AWS's answer has no list of them (recorded by LocalStack on AWS).
        if (shape.Tags is { Count: 0 }) shape.Tags = null;
        return new() { VpnGateway = shape };
    }
}
