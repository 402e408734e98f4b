using System.Net;
using Virga.Network;
using Virga.Network.Desired;
using Virga.Network.Reachability;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2.NetworkInsights;

/// <summary>
/// Answers a path by the walker that also explains and that is held against real packets. Where a path leaves something
/// open (any port, anybody on the internet), what the target's own rules name is tried, and one that passes is enough.
/// </summary>
internal sealed class PathAnalysis
{
    private const string NoSourceOrDestination = "NO_SOURCE_OR_DESTINATION";
    private const string UnsupportedComponent = "UNSUPPORTED_COMPONENT";
    private const string ComponentFilter = "COMPONENT_FILTER_RESTRICTION";

    /// <summary>Tried where neither the path nor a rule names a port.</summary>
    private const int AnyPort = 443;

    private readonly WorldView at;
    private readonly NetworkInsightsPathRow path;
    private readonly FabricIndex index;

    private PathAnalysis(WorldView at, NetworkInsightsPathRow path)
    {
        this.at = at;
        this.path = path;
        index = new(DesiredNetwork.Of(at));
    }

    public static PathFindings Run(
        WorldView at, NetworkInsightsPathRow path, IEnumerable<string> through, IEnumerable<string> around)
    {
        var analysis = new PathAnalysis(at, path);
        return analysis.Refusal(path.Source) ?? (path.Destination is { } target ? analysis.Refusal(target) : null)
            ?? analysis.Walked([.. through.Select(IdOf)], [.. around.Select(IdOf)]);
    }

    private static string IdOf(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    /// <summary>Ends that cannot be analysed: Reachability Analyzer guide, "Explanation codes".</summary>
    private PathFindings? Refusal(string id)
    {
        if (IsSupported(id) && Party(id) is not null) return null;
        var exists = Registry.FindKind(Ids.PrefixOf(id)) is { } kind
            && at.Scopes.Any(scope => at.Partition(scope).Table(kind).FindRow(id) is not null);
        var code = !exists ? NoSourceOrDestination
            : IsSupported(id) ? ExplanationCode.Unassociated : UnsupportedComponent;
        return new() { IsFound = false, Explanation = new(code) { ComponentId = id } };
    }

    private static bool IsSupported(string id) => Ids.PrefixOf(id) is "i" or "eni" or "igw";

    private PathParty? Party(string id)
    {
        try
        {
            return PathParty.Read(index, id, instance => PrimaryInterface.Of(at.Scopes.Select(at.Partition), instance));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private PathFindings Walked(HashSet<string> through, HashSet<string> around)
    {
        var source = Party(path.Source)! with { Address = Parsed(path.SourceIp ?? path.FilterAtSource?.SourceAddress) };
        var named = Parsed(path.DestinationIp ?? path.FilterAtSource?.DestinationAddress);
        var target = path.Destination is { } id
            ? Party(id)! with { Address = named }
            : new PathParty("destination") { Address = named };
        PathFindings? first = null;
        foreach (var port in Ports(target))
        {
            var protocol = path.Protocol == Wire.Ec2.Protocol.Tcp ? IpProtocol.Tcp : IpProtocol.Udp;
            var traffic = new PathTraffic(protocol, port)
            {
                SourcePort = path.FilterAtSource?.SourcePorts?.From ?? PathQuestion.DefaultSourcePort,
            };
            var finding = PathSearch.Find(index, source, target, traffic);
            var findings = Findings(source, target, finding, through, around);
            if (findings.IsFound) return findings;
            first ??= findings;
        }

        return first!;
    }

    /// <summary>The port of the path; where it leaves several, those that the target's rules begin with.</summary>
    private IEnumerable<int> Ports(PathParty target)
    {
        if (path.DestinationPort is { } one) return [one];
        var range = path.FilterAtSource?.DestinationPorts ?? path.FilterAtDestination?.DestinationPorts;
        var ruled = (target.Interface?.SecurityGroupIds ?? [])
            .SelectMany(id => index.SecurityGroups.TryGetValue(id, out var group) ? group.Ingress : [])
            .Select(rule => rule.FromPort)
            .Where(port => port >= 0 && range?.Contains(port) != false);
        return ruled.Append(range?.From ?? AnyPort).Distinct();
    }

    private PathFindings Findings(
        PathParty source, PathParty target, PathFinding finding, HashSet<string> through, HashSet<string> around)
    {
        var (forward, back) = new PathComponents(index).Of(finding);
        var answer = finding.Answer;
        var code = answer.IsReachable
            ? Mismatch(source, target, answer, forward) ?? Filtered(answer)
            : null;
        var parts = forward.Concat(back).SelectMany(Parts).ToHashSet(StringComparer.Ordinal);
        var barred = through.FirstOrDefault(id => !parts.Contains(id)) ?? around.FirstOrDefault(parts.Contains);
        var explanation = answer.Stop is { } stop ? PathExplanation.Of(stop, index, source, target, finding.Question)
            : code is not null ? new(code)
            : barred is not null ? new ExplanationFact(ComponentFilter) { ComponentId = barred }
            : null;
        return new() { IsFound = explanation is null, Forward = forward, Return = back, Explanation = explanation };
    }

    private static IEnumerable<string> Parts(PathHop hop) =>
        new[] { hop.ComponentId, hop.SubnetId, hop.VpcId }.OfType<string>();

    /// <summary>The packet got somewhere, but not to where the path ends, or not by its gateway.</summary>
    private static string? Mismatch(PathParty source, PathParty target, PathAnswer answer, List<PathHop> forward)
    {
        if (target.Interface is { } item && answer.ReachedInterfaceId != item.Id) return ExplanationCode.NoPath;
        if (source.GatewayId is { } entry && forward[0].ComponentId != entry) return ExplanationCode.DisconnectedVpcs;
        return target.GatewayId is { } exit && forward[^1].ComponentId != exit ? ExplanationCode.NoPath : null;
    }

    /// <summary>Whether the packet that arrives is the one that the path wants to arrive.</summary>
    private string? Filtered(PathAnswer answer)
    {
        if (path.FilterAtDestination is not { } wanted || Arrived(answer) is not { } packet) return null;
        if (Parsed(wanted.SourceAddress) is { } from && !from.Equals(packet.Source))
            return "FILTER_AT_DESTINATION_SOURCE_ADDRESS";
        if (wanted.SourcePorts?.Contains(packet.SourcePort) == false)
            return "FILTER_AT_DESTINATION_SOURCE_PORT_RANGE";
        if (Parsed(wanted.DestinationAddress) is { } to && !to.Equals(packet.Destination))
            return "FILTER_AT_DESTINATION_DESTINATION_ADDRESS";
        return wanted.DestinationPorts?.Contains(packet.DestinationPort) == false
            ? "FILTER_AT_DESTINATION_DESTINATION_PORT_RANGE"
            : null;
    }

    private static Packet? Arrived(PathAnswer answer) =>
        answer.Steps.LastOrDefault(step => !step.IsReturn)?.Packet;

    private static IPAddress? Parsed(string? text) => text is null ? null : IPAddress.Parse(text);
}
