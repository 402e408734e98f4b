using System.Net;
using Virga.Network;
using Virga.Network.Desired;
using Virga.Network.Reachability;
using Virga.State;

namespace Virga.Ec2.NetworkInsights;

/// <summary>
/// Finds the access that a scope asks for, by the walker that is held against real packets: each pair of ends, with the
/// ports that the scope or the target's own rules name. A finding is one open path of a pair and protocol.
/// </summary>
internal sealed class AccessAnalysis
{
    /// <summary>An analysis ends there; nobody reads more.</summary>
    public const int MaxFindings = 1_000;

    /// <summary>Pairs that are walked; a walk takes some 50 microseconds.</summary>
    private const int MaxPairs = 40_000;

    /// <summary>Tried where neither the scope nor a rule names a port.</summary>
    private const int AnyPort = 443;

    private readonly WorldView at;
    private readonly FabricIndex index;
    private readonly List<FabricInterface> interfaces;
    private readonly List<FabricInternetGateway> gateways;

    private AccessAnalysis(WorldView at)
    {
        this.at = at;
        index = new(DesiredNetwork.Of(at));
        // The network is that of all accounts; the ends are the caller's own.
        interfaces = [.. index.State.Interfaces.Where(item =>
            index.IsPlugged(item) && at.Find<NetworkInterfaces.NetworkInterfaceRow>(item.Id) is not null)];
        gateways = [.. index.State.InternetGateways.Where(gateway =>
            at.Find<InternetGateways.InternetGatewayRow>(gateway.Id) is not null)];
    }

    /// <summary>The paths that are open, and how many interfaces were looked at.</summary>
    public static (List<List<PathHop>> Findings, int InterfaceCount) Run(
        WorldView at, NetworkInsightsAccessScopeRow scope)
    {
        var analysis = new AccessAnalysis(at);
        var findings = scope.MatchPaths.SelectMany(analysis.Open)
            .Where(found => !scope.ExcludePaths.Any(path => analysis.IsLike(path, found)))
            .Select(found => found.Hops)
            .Take(MaxFindings)
            .ToList();
        return (findings, analysis.interfaces.Count);
    }

    private IEnumerable<OpenPath> Open(AccessPathFact path)
    {
        var pairs = from source in Parties(path.Source?.Resources)
            from target in Parties(path.Destination?.Resources)
            where source.Name != target.Name && !(source.IsOutside && target.IsOutside)
            select (source, target);
        foreach (var (source, target) in pairs.Take(MaxPairs))
        {
            foreach (var protocol in new[] { IpProtocol.Tcp, IpProtocol.Udp })
            {
                if (Ports(path, target).Select(port => Walk(path, source, target, new(protocol, port)))
                    .FirstOrDefault(found => found is not null && IsLike(path, found)) is { } open)
                    yield return open;
            }
        }
    }

    private OpenPath? Walk(AccessPathFact path, PathParty source, PathParty target, PathTraffic traffic)
    {
        var header = path.Source?.Header;
        if (header?.SourcePorts is [var first, ..])
            traffic = traffic with { SourcePort = AccessHeader.Ports(first)!.From };
        var client = source.IsOutside && header is not null
            ? AccessHeader.Blocks(at, header.SourceAddresses, header.SourcePrefixLists)
                .Select(block => block.BaseAddress).FirstOrDefault()
            : null;
        var finding = PathSearch.Find(index, source with { Address = client }, target, traffic);
        if (!finding.Answer.IsReachable) return null;
        var reached = finding.Answer.ReachedInterfaceId;
        if (target.Interface is { } item ? reached != item.Id : reached is not null) return null;
        var (hops, _) = new PathComponents(index).Of(finding);
        // A gateway is meant by its id, and packets may have come or gone by another one.
        if (source.GatewayId is { } entry && hops[0].ComponentId != entry) return null;
        if (target.GatewayId is { } exit && hops[^1].ComponentId != exit) return null;
        var sent = finding.Answer.Steps.First(step => step.Packet is not null).Packet!;
        var arrived = finding.Answer.Steps.Last(step => !step.IsReturn && step.Packet is not null);
        return new(source, target, hops, sent, arrived.Left ?? arrived.Packet!);
    }

    private bool IsLike(AccessPathFact path, OpenPath found) =>
        Is(path.Source?.Resources, found.Source) && Is(path.Destination?.Resources, found.Target)
        && AccessHeader.Matches(at, path.Source?.Header, found.Sent)
        && AccessHeader.Matches(at, path.Destination?.Header, found.Arrived)
        && path.Through.All(resources => AccessResources.IsPassed(resources, found.Hops));

    private bool Is(AccessResourcesFact? resources, PathParty party) => party.Interface is { } item
        ? AccessResources.Means(resources, index, item)
        : AccessResources.Means(resources, gateways.First(gateway => gateway.Id == party.GatewayId));

    private IEnumerable<PathParty> Parties(AccessResourcesFact? resources) =>
        interfaces.Where(item => AccessResources.Means(resources, index, item))
            .Select(item => new PathParty(item.Id) { Interface = item })
            .Concat(gateways.Where(gateway => AccessResources.Means(resources, gateway))
                .Select(gateway => new PathParty(gateway.Id) { GatewayId = gateway.Id }));

    private IEnumerable<int> Ports(AccessPathFact path, PathParty target)
    {
        var named = (path.Source?.Header?.DestinationPorts ?? [])
            .Concat(path.Destination?.Header?.DestinationPorts ?? [])
            .Select(text => AccessHeader.Ports(text)!).ToList();
        var ruled = (target.Interface?.SecurityGroupIds ?? [])
            .SelectMany(id => index.SecurityGroups.TryGetValue(id, out var group) ? group.Ingress : [])
            .Select(rule => rule.FromPort)
            .Where(port => port >= 0 && (named.Count == 0 || named.Exists(range => range.Contains(port))));
        return ruled.Concat(named.Count == 0 ? [AnyPort] : named.Select(range => range.From)).Distinct();
    }

    /// <summary>A path that is open, and its packet at both ends.</summary>
    private sealed record OpenPath(
        PathParty Source, PathParty Target, List<PathHop> Hops, Packet Sent, Packet Arrived);
}
