using System.Globalization;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.NetworkAcls;

/// <summary>What AWS demands of an entry of a network ACL.</summary>
internal static class NetworkAclRules
{
    /// <summary>VPC User Guide, "Amazon VPC quotas": rules per network ACL, in one direction.</summary>
    public const int MaxEntries = 40;

    private const int MaxNumber = 32_766;

    /// <summary>An entry from what a request says; ports are kept for the protocols that have them.</summary>
    public static NetworkAclEntryRow Entry(
        int number, bool isEgress, string protocol, string action, string? ipv4, string? ipv6, IcmpTypeCode? icmp,
        PortRange? ports)
    {
        if (number is < 1 or > MaxNumber)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({number}) for parameter ruleNumber is invalid. It must be between 1 and {MaxNumber}.");
        if (ipv4 is null == ipv6 is null)
            throw CommonErrors.MissingParameter("cidrBlock or ipv6CidrBlock");
        var name = Protocol(protocol);
        var entry = new NetworkAclEntryRow
        {
            RuleNumber = number,
            IsEgress = isEgress,
            Protocol = name,
            IsAllow = action == RuleAction.Allow,
            CidrBlock = ipv4 is null ? null : Block(ipv4),
            Ipv6CidrBlock = ipv6 is null ? null : Ipv6Block(ipv6),
        };
        return name switch
        {
            "6" or "17" => entry with { FromPort = ports?.From ?? 0, ToPort = ports?.To ?? 65_535 },
            "1" or "58" => entry with { IcmpType = icmp?.Type ?? -1, IcmpCode = icmp?.Code ?? -1 },
            _ => entry,
        };
    }

    /// <summary>A protocol as a number, as AWS keeps it here.</summary>
    private static string Protocol(string text) => text.ToLowerInvariant() switch
    {
        "tcp" => "6",
        "udp" => "17",
        "icmp" => "1",
        "icmpv6" => "58",
        "all" or "-1" => "-1",
        var other => byte.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw CommonErrors.InvalidParameterValue($"Invalid value '{text}' for IP protocol. Unknown protocol."),
    };

    private static string Block(string text) => Cidr.TryParse(text, out var block)
        ? block.Canonical.ToString()
        : throw CommonErrors.InvalidParameterValue(
            $"Value ({text}) for parameter cidrBlock is invalid. This is not a valid CIDR block.");

    private static string Ipv6Block(string text) => Ipv6Cidr.TryParse(text, out var block)
        ? block.Canonical.ToString()
        : throw CommonErrors.InvalidParameterValue(
            $"Value ({text}) for parameter ipv6CidrBlock is invalid. This is not a valid IPv6 CIDR block.");
}
