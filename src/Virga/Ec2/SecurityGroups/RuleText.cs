namespace Virga.Ec2.SecurityGroups;

/// <summary>
/// A rule in the words of AWS's errors: <c>peer: 0.0.0.0/0, TCP, from port: 22, to port: 22, ALLOW</c>. From
/// memory of InvalidPermission.Duplicate, unchecked.
/// </summary>
internal static class RuleText
{
    public static string Of(SecurityGroupRuleRow rule) => $"peer: {Peer(rule)}, {Traffic(rule)}, ALLOW";

    /// <summary>What makes two rules of a group the same rule: all but id and description.</summary>
    public static string Key(SecurityGroupRuleRow rule) =>
        $"{rule.IsEgress}|{rule.Protocol}|{rule.FromPort}|{rule.ToPort}|{Peer(rule)}";

    private static string Peer(SecurityGroupRuleRow rule) =>
        rule.CidrIpv4 ?? rule.CidrIpv6 ?? rule.PrefixListId ?? rule.ReferencedGroupId ?? "";

    private static string Traffic(SecurityGroupRuleRow rule) => rule.Protocol switch
    {
        "-1" => "ALL",
        "tcp" or "udp" => $"{rule.Protocol.ToUpperInvariant()}, from port: {rule.FromPort}, to port: {rule.ToPort}",
        "icmp" or "icmpv6" =>
            $"{rule.Protocol.ToUpperInvariant()}, type: {AllOr(rule.FromPort)}, code: {AllOr(rule.ToPort)}",
        var number => $"PROTOCOL {number}",
    };

    private static string AllOr(int? number) => number is null or -1 ? "ALL" : $"{number}";
}
