using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.TrafficMirrors;

/// <summary>What AWS demands of mirror rules and sessions (VPC Traffic Mirroring guide; texts unchecked).</summary>
internal static class TrafficMirrorRules
{
    private const int MaxNumber = 32_766;
    private const int MaxVirtualNetwork = 16_777_215;

    /// <summary>"Quotas": sessions a source; rules a filter and direction.</summary>
    private const int MaxSessions = 3;
    private const int MaxRules = 10;

    /// <summary>A rule whose number no other of its filter and direction has, and whose blocks are blocks.</summary>
    public static TrafficMirrorFilterRuleRow CheckedRule(WorldView at, TrafficMirrorFilterRuleRow rule)
    {
        Within(rule.Number, 1, MaxNumber, "RuleNumber");
        if (rule.Protocol is { } protocol) Within(protocol, 0, 255, "Protocol");
        var others = at.Rows<TrafficMirrorFilterRuleRow>().By(TrafficMirrorFilterRuleRow.ByFilter, rule.FilterId)
            .Where(one => one.Id != rule.Id && one.IsEgress == rule.IsEgress).ToList();
        if (others.Exists(one => one.Number == rule.Number))
            throw new AwsException(
                "TrafficMirrorFilterRuleAlreadyExists",
                $"The filter {rule.FilterId} has a rule {rule.Number} already.");
        if (others.Count >= MaxRules)
            throw Ec2Errors.LimitExceeded(
                "TrafficMirrorFilterRuleLimitExceeded", "The maximum number of rules has been reached.");
        var isPorted = rule.Protocol is 6 or 17;
        if (!isPorted && (rule.SourcePorts ?? rule.DestinationPorts) is not null)
            throw CommonErrors.InvalidParameterCombination("Port ranges are for the protocols 6 and 17 only.");
        var source = Block(rule.SourceBlock, "SourceCidrBlock");
        var destination = Block(rule.DestinationBlock, "DestinationCidrBlock");
        return source.Contains(':') == destination.Contains(':')
            ? rule with { SourceBlock = source, DestinationBlock = destination }
            : throw CommonErrors.InvalidParameterCombination("Both blocks of a rule must be of one family.");
    }

    /// <summary>A range as it is asked for, or null.</summary>
    public static MirroredPorts? Ports(TrafficMirrorPortRangeRequest? asked)
    {
        if (asked is null) return null;
        var from = Within(asked.FromPort ?? 0, 0, 65_535, "FromPort");
        var to = Within(asked.ToPort ?? from, 0, 65_535, "ToPort");
        return from <= to
            ? new(from, to)
            : throw CommonErrors.InvalidParameterValue($"The port range {from}-{to} is invalid.");
    }

    /// <summary>A session whose number no other of its interface has.</summary>
    public static TrafficMirrorSessionRow CheckedSession(WorldView at, TrafficMirrorSessionRow session)
    {
        Within(session.Number, 1, MaxNumber, "SessionNumber");
        Within(session.VirtualNetworkId, 0, MaxVirtualNetwork, "VirtualNetworkId");
        if (session.PacketLength is { } length) Within(length, 1, 8_500, "PacketLength");
        var others = at.Rows<TrafficMirrorSessionRow>().By(TrafficMirrorSessionRow.ByPart, session.InterfaceId)
            .Where(one => one.Id != session.Id && one.InterfaceId == session.InterfaceId).ToList();
        if (others.Exists(one => one.Number == session.Number))
            throw CommonErrors.InvalidParameterValue(
                $"The interface {session.InterfaceId} has a session {session.Number} already.");
        if (others.Count >= MaxSessions)
            throw Ec2Errors.LimitExceeded(
                "TrafficMirrorSessionsPerInterfaceLimitExceeded",
                "The maximum number of traffic mirror sessions per source has been reached.");
        return session;
    }

    /// <summary>Refuses to delete what a session names.</summary>
    public static void CheckUnused(WorldView at, string id, string code, string noun)
    {
        if (at.Rows<TrafficMirrorSessionRow>().By(TrafficMirrorSessionRow.ByPart, id).FirstOrDefault() is { } session)
            throw new AwsException(code, $"The {noun} {id} is in use by the session {session.Id}.");
    }

    /// <summary>An interface goes, and with it the sessions that mirror it, and targets that it is.</summary>
    public static void Forget(Change change, string interfaceId)
    {
        foreach (var one in change.Rows<TrafficMirrorSessionRow>()
            .By(TrafficMirrorSessionRow.ByPart, interfaceId).ToList())
            change.Remove<TrafficMirrorSessionRow>(one.Id);
        foreach (var target in change.Rows<TrafficMirrorTargetRow>()
            .Where(one => one.Destination == interfaceId).ToList())
        {
            foreach (var one in change.Rows<TrafficMirrorSessionRow>()
                .By(TrafficMirrorSessionRow.ByPart, target.Id).ToList())
                change.Remove<TrafficMirrorSessionRow>(one.Id);
            change.Remove<TrafficMirrorTargetRow>(target.Id);
        }
    }

    private static string Block(string text, string name)
    {
        if (Cidr.TryParse(text, out var block)) return block.Canonical.ToString();
        return Ipv6Cidr.TryParse(text, out var ipv6)
            ? ipv6.Canonical.ToString()
            : throw CommonErrors.InvalidParameterValue($"Value ({text}) for parameter {name} is invalid.");
    }

    private static int Within(int value, int least, int most, string name) => value >= least && value <= most
        ? value
        : throw CommonErrors.InvalidParameterValue(
            $"Value ({value}) for parameter {name} is invalid. Specify {least} to {most}.");
}
