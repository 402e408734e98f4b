using Virga.Ec2.CustomerGateways;
using Virga.Ec2.Tags;
using Virga.Ec2.TransitGateways;
using Virga.Ec2.VpnConcentrators;
using Virga.Ec2.VpnGateways;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>Connects a customer gateway with a virtual private gateway or a transit gateway.</summary>
internal sealed class CreateVpnConnection : IMutation<CreateVpnConnectionRequest, CreateVpnConnectionResult>
{
    public static CreateVpnConnectionResult Run(CreateVpnConnectionRequest input, Change change)
    {
        Check(input);
        Quota.VpnConnections.Check(
            change, () => change.Rows<VpnConnectionRow>().Count(one => one.State != VpnState.Deleted));
        var customer = CustomerGatewayView.Live(change, input.CustomerGatewayId);
        var gateway = input.VpnGatewayId is null ? null : VpnGatewayView.Live(change, input.VpnGatewayId);
        var transit = input.TransitGatewayId is null
            ? null
            : TransitGatewayRules.Usable(change, input.TransitGatewayId);
        var concentrator = input.VpnConcentratorId is { } id ? change.Named<VpnConcentratorRow>(id) : null;
        var options = input.Options ?? new();
        if (options.EnableAcceleration == true && transit is null)
            throw CommonErrors.InvalidParameterCombination("Acceleration is for VPNs on transit gateways.");
        var isIpv6 = options.TunnelInsideIpVersion == TunnelInsideIpVersion.Ipv6;
        if (isIpv6 && transit is null)
            throw CommonErrors.InvalidParameterCombination("IPv6 tunnels are for VPNs on transit gateways.");
        var row = Row(change, customer.Id, options, isIpv6) with
        {
            VpnGatewayId = gateway?.Id, TransitGatewayId = transit?.Id, ConcentratorId = concentrator?.Id,
        };
        if (transit is not null) row = row with { AttachmentId = VpnAttachments.Attach(change, row.Id, transit.Id) };
        change.Put(row);
        change.TagNew(input.TagSpecifications, ResourceType.VpnConnection, row.Id);
        change.Later<VpnConnectionSettles>(TransitGatewayRules.Delay, row.Id);
        return new() { VpnConnection = VpnConnectionView.Of(row, change) };
    }

    private static void Check(CreateVpnConnectionRequest input)
    {
        if (input.Type != GatewayType.Ipsec1)
            throw CommonErrors.InvalidParameterValue($"Value ({input.Type}) for parameter type is invalid.");
        if (input.VpnGatewayId is not null && input.TransitGatewayId is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameters VpnGatewayId and TransitGatewayId cannot be used together");
        if (input.VpnConcentratorId is not null && (input.VpnGatewayId ?? input.TransitGatewayId) is not null)
            throw CommonErrors.InvalidParameterCombination("A VPN connection ends at one gateway or concentrator.");
        if (input.PreSharedKeyStorage is not null and not "Standard")
            throw new AwsException("UnsupportedOperation", "Virga has no Secrets Manager to keep keys in.");
        if (input.Options?.OutsideIpAddressType is not null and not "PublicIpv4"
            || input.Options?.TransportTransitGatewayAttachmentId is not null)
            throw new AwsException("UnsupportedOperation", "Virga has no Direct Connect for private tunnels.");
        if (input.Options?.TunnelOptions is { Count: > 2 })
            throw CommonErrors.InvalidParameterValue("A VPN connection has two tunnels at most.");
    }

    private static VpnConnectionRow Row(
        Change change, string customerId, VpnConnectionOptionsSpecification options, bool isIpv6) =>
        new(change.NewId("vpn"))
        {
            State = VpnState.Pending,
            CustomerGatewayId = customerId,
            IsAccelerated = options.EnableAcceleration == true,
            IsStatic = options.StaticRoutesOnly == true,
            LocalIpv4Cidr = VpnConnections.Block(options.LocalIpv4NetworkCidr ?? "0.0.0.0/0", "LocalIpv4NetworkCidr"),
            RemoteIpv4Cidr =
                VpnConnections.Block(options.RemoteIpv4NetworkCidr ?? "0.0.0.0/0", "RemoteIpv4NetworkCidr"),
            LocalIpv6Cidr = isIpv6
                ? VpnConnections.Block6(options.LocalIpv6NetworkCidr ?? "::/0", "LocalIpv6NetworkCidr")
                : null,
            RemoteIpv6Cidr = isIpv6
                ? VpnConnections.Block6(options.RemoteIpv6NetworkCidr ?? "::/0", "RemoteIpv6NetworkCidr")
                : null,
            TunnelInsideIpVersion = isIpv6 ? "ipv6" : "ipv4",
            TunnelBandwidth = options.TunnelBandwidth ?? "standard",
            Tunnels =
            [
                VpnTunnels.Make(change, options.TunnelOptions?.ElementAtOrDefault(0), isIpv6),
                VpnTunnels.Make(change, options.TunnelOptions?.ElementAtOrDefault(1), isIpv6),
            ],
        };
}
