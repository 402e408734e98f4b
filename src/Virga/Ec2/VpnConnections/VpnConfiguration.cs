using System.Globalization;
using System.Text;
using Virga.Ec2.CustomerGateways;
using Virga.Ec2.TransitGateways;
using Virga.Ec2.VpnGateways;
using Virga.State;

namespace Virga.Ec2.VpnConnections;

/// <summary>
/// What a customer gateway needs to know, as AWS writes it: the XML of <c>CustomerGatewayConfiguration</c>, and a text
/// for people. Values that nobody set are AWS's defaults (Site-to-Site VPN guide, "Tunnel options").
/// </summary>
internal static class VpnConfiguration
{
    public static string Xml(VpnConnectionRow row, WorldView at)
    {
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        text.Append(CultureInfo.InvariantCulture, $"<vpn_connection id=\"{row.Id}\">\n");
        Element(text, 1, "customer_gateway_id", row.CustomerGatewayId);
        Element(text, 1, "vpn_gateway_id", row.VpnGatewayId ?? "");
        Element(text, 1, "vpn_connection_type", "ipsec.1");
        if (row.IsStatic) Element(text, 1, "vpn_connection_attributes", "NoBGPVPNConnection");
        var customer = at.Find<CustomerGatewayRow>(row.CustomerGatewayId);
        foreach (var tunnel in row.Tunnels) Tunnel(text, row, tunnel, customer, AmazonAsn(row, at));
        return text.Append("</vpn_connection>\n").ToString();
    }

    private static long AmazonAsn(VpnConnectionRow row, WorldView at) =>
        at.Find<VpnGatewayRow>(row.VpnGatewayId)?.AmazonSideAsn
        ?? at.Find<TransitGatewayRow>(row.TransitGatewayId)?.AmazonSideAsn
        ?? TransitGatewayRules.DefaultAsn;

    private static void Tunnel(
        StringBuilder text, VpnConnectionRow row, VpnTunnel tunnel, CustomerGatewayRow? customer, long amazonAsn)
    {
        Open(text, 1, "ipsec_tunnel");
        End(text, row, tunnel, "customer_gateway", customer?.IpAddress ?? "", 2, customer?.BgpAsn ?? 0);
        End(text, row, tunnel, "vpn_gateway", tunnel.OutsideAddress, 1, amazonAsn);
        Open(text, 2, "ike");
        Element(text, 3, "authentication_protocol", Integrity(tunnel.Phase1));
        Element(text, 3, "encryption_protocol", Encryption(tunnel.Phase1));
        Element(text, 3, "lifetime", Number(tunnel.Phase1LifetimeSeconds ?? 28800));
        Element(text, 3, "perfect_forward_secrecy", $"group{Number(Group(tunnel.Phase1))}");
        Element(text, 3, "mode", "main");
        Element(text, 3, "pre_shared_key", tunnel.PreSharedKey);
        Close(text, 2, "ike");
        Open(text, 2, "ipsec");
        Element(text, 3, "protocol", "esp");
        Element(text, 3, "authentication_protocol", $"hmac-{Integrity(tunnel.Phase2)}-96");
        Element(text, 3, "encryption_protocol", Encryption(tunnel.Phase2));
        Element(text, 3, "lifetime", Number(tunnel.Phase2LifetimeSeconds ?? 3600));
        Element(text, 3, "perfect_forward_secrecy", $"group{Number(Group(tunnel.Phase2))}");
        Element(text, 3, "mode", "tunnel");
        Element(text, 3, "clear_df_bit", "true");
        Element(text, 3, "fragmentation_before_encryption", "true");
        Element(text, 3, "tcp_mss_adjustment", "1379");
        Open(text, 3, "dead_peer_detection");
        Element(text, 4, "interval", "10");
        Element(text, 4, "retries", "3");
        Close(text, 3, "dead_peer_detection");
        Close(text, 2, "ipsec");
        Close(text, 1, "ipsec_tunnel");
    }

    /// <summary>One end of a tunnel: ours has the first address inside, the customer's the second.</summary>
    private static void End(
        StringBuilder text, VpnConnectionRow row, VpnTunnel tunnel, string name, string outside, uint offset, long asn)
    {
        Open(text, 2, name);
        Open(text, 3, "tunnel_outside_address");
        Element(text, 4, "ip_address", outside);
        Close(text, 3, "tunnel_outside_address");
        Open(text, 3, "tunnel_inside_address");
        Element(text, 4, "ip_address", Inside(tunnel, offset));
        Element(text, 4, "network_mask", "255.255.255.252");
        Element(text, 4, "network_cidr", tunnel.InsideCidr is null ? "126" : "30");
        Close(text, 3, "tunnel_inside_address");
        if (!row.IsStatic)
        {
            Open(text, 3, "bgp");
            Element(text, 4, "asn", asn.ToString(CultureInfo.InvariantCulture));
            Element(text, 4, "hold_time", "30");
            Close(text, 3, "bgp");
        }

        Close(text, 2, name);
    }

    /// <summary>An address inside of a tunnel: 1 is ours, 2 the customer's.</summary>
    public static string Inside(VpnTunnel tunnel, uint offset) => tunnel.InsideCidr is { } ipv4
        ? Cidr.AddressText(Cidr.Parse(ipv4).First + offset)
        : Ipv6Cidr.AddressText(Ipv6Cidr.Parse(tunnel.InsideIpv6Cidr!).First + offset);

    private static string Integrity(VpnAlgorithms phase) =>
        phase.Integrity.Count == 0 ? "sha1" : phase.Integrity[0].ToLowerInvariant();

    private static string Encryption(VpnAlgorithms phase) => phase.Encryption.Count == 0
        ? "aes-128-cbc"
        : phase.Encryption[0] switch
        {
            "AES128" => "aes-128-cbc",
            "AES256" => "aes-256-cbc",
            var one => one.ToLowerInvariant(),
        };

    private static int Group(VpnAlgorithms phase) => phase.Groups.Count == 0 ? 2 : phase.Groups[0];

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void Open(StringBuilder text, int depth, string name) =>
        text.Append(' ', depth * 2).Append('<').Append(name).Append(">\n");

    private static void Close(StringBuilder text, int depth, string name) =>
        text.Append(' ', depth * 2).Append("</").Append(name).Append(">\n");

    private static void Element(StringBuilder text, int depth, string name, string value) =>
        text.Append(' ', depth * 2).Append('<').Append(name).Append('>')
            .Append(System.Security.SecurityElement.Escape(value)).Append("</").Append(name).Append(">\n");
}
