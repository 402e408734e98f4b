using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Creates an endpoint, which waits for its first target network.</summary>
internal sealed class CreateClientVpnEndpoint
    : IMutation<CreateClientVpnEndpointRequest, CreateClientVpnEndpointResult>
{
    public static CreateClientVpnEndpointResult Run(CreateClientVpnEndpointRequest input, Change change)
    {
        if (input.TransitGatewayConfiguration is not null)
            throw new AwsException(
                "UnsupportedOperation", "Virga attaches Client VPN endpoints to VPCs, not to transit gateways.");
        Quota.ClientVpnEndpoints.Check(change, () => change.Rows<ClientVpnEndpointRow>().Count);
        var (vpcId, groupIds) = ClientVpnRules.Groups(change, input.VpcId, input.SecurityGroupIds);
        var row = change.Put(Row(input, change) with { VpcId = vpcId, GroupIds = groupIds });
        change.TagNew(input.TagSpecifications, ResourceType.ClientVpnEndpoint, row.Id);
        return new()
        {
            ClientVpnEndpointId = row.Id,
            Status = ClientVpnView.Status(row),
            DnsName = ClientVpnView.DnsName(row, change),
        };
    }

    private static ClientVpnEndpointRow Row(CreateClientVpnEndpointRequest input, Change change)
    {
        var traffic = input.TrafficIpAddressType ?? TrafficIpAddressType.Ipv4;
        var row = new ClientVpnEndpointRow(change.NewId("cvpn-endpoint"))
        {
            Created = change.Now,
            Description = input.Description,
            ClientBlock = traffic == TrafficIpAddressType.Ipv6
                ? null
                : ClientVpnRules.ClientBlock(
                    input.ClientCidrBlock ?? throw CommonErrors.MissingParameter("ClientCidrBlock")),
            DnsServers = DnsServers(input.DnsServers),
            IsSplitTunnel = input.SplitTunnel == true,
            Transport = input.TransportProtocol ?? TransportProtocol.Udp,
            Port = ClientVpnRules.Port(input.VpnPort),
            ServerCertificateArn = ClientVpnRules.Certificate(input.ServerCertificateArn),
            Methods = ClientVpnRules.Methods(input.AuthenticationOptions),
            HasPortal = input.SelfServicePortal == SelfServicePortal.Enabled,
            SessionHours = ClientVpnRules.SessionHours(input.SessionTimeoutHours),
            DisconnectsAtTimeout = input.DisconnectOnSessionTimeout == true,
            EndpointIpType = input.EndpointIpAddressType ?? EndpointIpAddressType.Ipv4,
            TrafficIpType = traffic,
        };
        return ModifyClientVpnEndpoint.WithOptions(
            row, input.ConnectionLogOptions, input.ClientConnectOptions, input.ClientLoginBannerOptions,
            input.ClientRouteEnforcementOptions);
    }

    /// <summary>Two at most (API Reference).</summary>
    public static IReadOnlyList<string> DnsServers(List<string>? asked) =>
        asked is null || (asked.Count <= 2 && asked.TrueForAll(one =>
            Cidr.TryParseAddress(one, out _) || Ipv6Cidr.TryParseAddress(one, out _)))
            ? asked ?? []
            : throw CommonErrors.InvalidParameterValue("DNS servers are two addresses at most.");
}
