using System.Globalization;
using Virga.Service;

namespace Virga.Ec2.SecurityGroups;

/// <summary>Protocol and ports of a rule, in the form that AWS keeps them.</summary>
/// <param name="Protocol"><c>tcp</c>, <c>udp</c>, <c>icmp</c>, <c>icmpv6</c>, a number, or <c>-1</c>.</param>
/// <param name="FromPort">First port or ICMP type; null where the protocol has none.</param>
/// <param name="ToPort">Last port or ICMP code; null where the protocol has none.</param>
internal readonly record struct RuleTraffic(string Protocol, int? FromPort, int? ToPort)
{
    private const int MaxPort = 65_535;
    private const int MaxProtocol = 255;

    /// <summary>Reads what a request says; ports of a protocol without ports are ignored, as AWS does.</summary>
    public static RuleTraffic Read(string? protocol, int? from, int? to)
    {
        var name = Name(protocol ?? throw CommonErrors.MissingParameter("ipProtocol"));
        return name switch
        {
            "tcp" or "udp" => Ports(name, from, to),
            "icmp" or "icmpv6" => Icmp(name, from ?? -1, to ?? -1),
            _ => new(name, null, null),
        };
    }

    private static RuleTraffic Ports(string name, int? from, int? to)
    {
        if (from is null || to is null)
            throw CommonErrors.InvalidParameterValue(
                "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
        if (from < 0 || to < 0 || from > MaxPort || to > MaxPort || from > to)
            throw CommonErrors.InvalidParameterValue($"Invalid TCP/UDP port range ({from}:{to})");
        return new(name, from, to);
    }

    private static RuleTraffic Icmp(string name, int type, int code) =>
        type is >= -1 and <= 255 && code is >= -1 and <= 255 && (type != -1 || code == -1)
            ? new(name, type, code)
            : throw CommonErrors.InvalidParameterValue($"ICMP code ({code}) or type ({type}) out of range");

    private static string Name(string protocol) => protocol.ToLowerInvariant() switch
    {
        "tcp" or "6" => "tcp",
        "udp" or "17" => "udp",
        "icmp" or "1" => "icmp",
        "icmpv6" or "58" => "icmpv6",
        "-1" or "all" => "-1",
        var other => int.TryParse(other, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number <= MaxProtocol
            ? number.ToString(CultureInfo.InvariantCulture)
            : throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{protocol}' for IP protocol. Unknown protocol."),
    };
}
