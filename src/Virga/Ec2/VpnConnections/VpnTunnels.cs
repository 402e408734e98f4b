using Virga.Ec2.NetworkInterfaces;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpnConnections;

/// <summary>
/// Tunnels from what a request asks for, with AWS's limits (Site-to-Site VPN guide, "Tunnel options").
/// </summary>
internal static class VpnTunnels
{
    private const string KeyAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._";

    private static readonly Cidr LinkLocal = Cidr.Parse("169.254.0.0/16");

    /// <summary>Blocks that AWS keeps for itself.</summary>
    private static readonly string[] Reserved =
    [
        "169.254.0.0/30", "169.254.1.0/30", "169.254.2.0/30", "169.254.3.0/30", "169.254.4.0/30", "169.254.5.0/30",
        "169.254.169.252/30",
    ];

    private static readonly string[] Encryptions = ["AES128", "AES256", "AES128-GCM-16", "AES256-GCM-16"];
    private static readonly string[] Integrities = ["SHA1", "SHA2-256", "SHA2-384", "SHA2-512"];
    private static readonly int[] Groups1 = [2, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];
    private static readonly int[] Groups2 = [2, 5, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24];

    /// <summary>A new tunnel with an address of its own.</summary>
    public static VpnTunnel Make(Change change, VpnTunnelOptionsSpecification? asked, bool isIpv6)
    {
        var tunnel = new VpnTunnel
        {
            OutsideAddress = PublicAddresses.Next(change),
            InsideCidr = isIpv6 ? null : asked?.TunnelInsideCidr is { } ipv4 ? Inside(change, ipv4) : Free(change),
            InsideIpv6Cidr = !isIpv6 ? null : asked?.TunnelInsideIpv6Cidr is { } ipv6 ? Inside6(ipv6) : Free6(change),
            PreSharedKey = Key(change, asked?.PreSharedKey),
            StatusChange = change.Now,
        };
        return asked is null ? tunnel : With(tunnel, asked);
    }

    /// <summary>The tunnel with the options that a request changes.</summary>
    public static VpnTunnel Modified(Change change, VpnTunnel tunnel, ModifyVpnTunnelOptionsSpecification asked)
    {
        tunnel = tunnel with
        {
            InsideCidr = asked.TunnelInsideCidr is { } ipv4 && ipv4 != tunnel.InsideCidr
                ? Inside(change, ipv4)
                : tunnel.InsideCidr,
            InsideIpv6Cidr = asked.TunnelInsideIpv6Cidr is { } ipv6 ? Inside6(ipv6) : tunnel.InsideIpv6Cidr,
            PreSharedKey = asked.PreSharedKey is { } key ? Key(change, key) : tunnel.PreSharedKey,
            StatusChange = change.Now,
        };
        return With(tunnel, new()
        {
            Phase1LifetimeSeconds = asked.Phase1LifetimeSeconds,
            Phase2LifetimeSeconds = asked.Phase2LifetimeSeconds,
            RekeyMarginTimeSeconds = asked.RekeyMarginTimeSeconds,
            RekeyFuzzPercentage = asked.RekeyFuzzPercentage,
            ReplayWindowSize = asked.ReplayWindowSize,
            DPDTimeoutSeconds = asked.DPDTimeoutSeconds,
            DPDTimeoutAction = asked.DPDTimeoutAction,
            StartupAction = asked.StartupAction,
            EnableTunnelLifecycleControl = asked.EnableTunnelLifecycleControl,
            Phase1EncryptionAlgorithms = asked.Phase1EncryptionAlgorithms,
            Phase2EncryptionAlgorithms = asked.Phase2EncryptionAlgorithms,
            Phase1IntegrityAlgorithms = asked.Phase1IntegrityAlgorithms,
            Phase2IntegrityAlgorithms = asked.Phase2IntegrityAlgorithms,
            Phase1DHGroupNumbers = asked.Phase1DHGroupNumbers,
            Phase2DHGroupNumbers = asked.Phase2DHGroupNumbers,
            IKEVersions = asked.IKEVersions,
            LogOptions = asked.LogOptions,
        });
    }

    private static VpnTunnel With(VpnTunnel tunnel, VpnTunnelOptionsSpecification asked)
    {
        var logs = asked.LogOptions?.CloudWatchLogOptions;
        if (logs?.LogEnabled == true || logs?.BgpLogEnabled == true)
            throw new AwsException("UnsupportedOperation", "Virga has no CloudWatch Logs to write tunnels' logs to.");
        return tunnel with
        {
            Phase1LifetimeSeconds = Between(asked.Phase1LifetimeSeconds, 900, 28800, "Phase1LifetimeSeconds")
                ?? tunnel.Phase1LifetimeSeconds,
            Phase2LifetimeSeconds = Between(asked.Phase2LifetimeSeconds, 900, 3600, "Phase2LifetimeSeconds")
                ?? tunnel.Phase2LifetimeSeconds,
            RekeyMarginTimeSeconds = Between(asked.RekeyMarginTimeSeconds, 60, 1800, "RekeyMarginTimeSeconds")
                ?? tunnel.RekeyMarginTimeSeconds,
            RekeyFuzzPercentage = Between(asked.RekeyFuzzPercentage, 0, 100, "RekeyFuzzPercentage")
                ?? tunnel.RekeyFuzzPercentage,
            ReplayWindowSize = Between(asked.ReplayWindowSize, 64, 2048, "ReplayWindowSize")
                ?? tunnel.ReplayWindowSize,
            DpdTimeoutSeconds = Between(asked.DPDTimeoutSeconds, 30, int.MaxValue, "DPDTimeoutSeconds")
                ?? tunnel.DpdTimeoutSeconds,
            DpdTimeoutAction = Among(asked.DPDTimeoutAction, "DPDTimeoutAction", "clear", "none", "restart")
                ?? tunnel.DpdTimeoutAction,
            StartupAction = Among(asked.StartupAction, "StartupAction", "add", "start") ?? tunnel.StartupAction,
            HasLifecycleControl = asked.EnableTunnelLifecycleControl ?? tunnel.HasLifecycleControl,
            Phase1 = new(
                All(asked.Phase1EncryptionAlgorithms?.Select(one => one.Value!), Encryptions, tunnel.Phase1.Encryption),
                All(asked.Phase1IntegrityAlgorithms?.Select(one => one.Value!), Integrities, tunnel.Phase1.Integrity),
                All(asked.Phase1DHGroupNumbers?.Select(one => one.Value ?? 0), Groups1, tunnel.Phase1.Groups)),
            Phase2 = new(
                All(asked.Phase2EncryptionAlgorithms?.Select(one => one.Value!), Encryptions, tunnel.Phase2.Encryption),
                All(asked.Phase2IntegrityAlgorithms?.Select(one => one.Value!), Integrities, tunnel.Phase2.Integrity),
                All(asked.Phase2DHGroupNumbers?.Select(one => one.Value ?? 0), Groups2, tunnel.Phase2.Groups)),
            IkeVersions = All(asked.IKEVersions?.Select(one => one.Value!), ["ikev1", "ikev2"], tunnel.IkeVersions),
        };
    }

    private static IReadOnlyList<T> All<T>(IEnumerable<T>? asked, T[] known, IReadOnlyList<T> before)
    {
        if (asked is null) return before;
        var values = asked.ToList();
        foreach (var value in values)
            if (!known.Contains(value))
                throw CommonErrors.InvalidParameterValue($"Invalid value '{value}' for a tunnel option.");
        return values.Count == 0 ? before : values;
    }

    private static int? Between(int? value, int least, int most, string parameter) =>
        value is null || (value >= least && value <= most)
            ? value
            : throw CommonErrors.InvalidParameterValue($"Invalid value {value} for {parameter}.");

    private static string? Among(string? value, string parameter, params string[] known) =>
        value is null || known.Contains(value)
            ? value
            : throw CommonErrors.InvalidParameterValue($"Invalid value '{value}' for {parameter}.");

    /// <summary>8 to 64 letters, digits, dots and underscores, not beginning with a zero.</summary>
    private static string Key(Change change, string? asked)
    {
        if (asked is null) return "k" + change.RandomText(31, KeyAlphabet);
        var isValid = asked.Length is >= 8 and <= 64 && asked[0] != '0'
            && asked.All(one => KeyAlphabet.Contains(one, StringComparison.Ordinal));
        return isValid
            ? asked
            : throw CommonErrors.InvalidParameterValue(
                "Invalid value for PreSharedKey: 8 to 64 letters, digits, . and _.");
    }

    private static string Inside(Change change, string text)
    {
        var isValid = Cidr.TryParse(text, out var block) && block.Length == 30 && block.IsCanonical
            && LinkLocal.Contains(block) && !Reserved.Contains(text);
        if (!isValid || IsUsed(change, text))
            throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{text}' for TunnelInsideCidr: a free /30 of 169.254.0.0/16 that AWS does not keep.");
        return text;
    }

    private static bool IsUsed(Change change, string block) => change.Rows<VpnConnectionRow>()
        .Any(one => !one.IsOver && one.Tunnels.Any(tunnel => tunnel.InsideCidr == block));

    private static string Inside6(string text) => Ipv6Cidr.TryParse(text, out var block) && block.Length == 126
        && Ipv6Cidr.Parse("fd00::/8").Contains(block)
            ? block.Canonical.ToString()
            : throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{text}' for TunnelInsideIpv6Cidr: a /126 of fd00::/8.");

    private static string Free(Change change)
    {
        while (true)
        {
            var block = new Cidr(LinkLocal.First + ((uint)(change.Random() % (1 << 14)) << 2), 30).ToString();
            if (!Reserved.Contains(block) && !IsUsed(change, block)) return block;
        }
    }

    private static string Free6(Change change)
    {
        var address = Ipv6Cidr.Parse("fd00::/8").First | ((UInt128)(change.Random() >> 8) << 64) | change.Random();
        return new Ipv6Cidr(address, 126).Canonical.ToString();
    }
}
