using System.Net;

namespace Virga.Network.Reachability;

/// <summary>A question about two parties, walked with the addresses that they would use.</summary>
internal static class PathSearch
{
    /// <summary>Somebody on the internet (RFC 5737: addresses for examples).</summary>
    public static readonly IPAddress SomeClient = IPAddress.Parse("203.0.113.1");

    /// <summary>Something on the internet.</summary>
    public static readonly IPAddress SomeServer = IPAddress.Parse("198.51.100.1");

    private static readonly IPAddress SomeClient6 = IPAddress.Parse("2001:db8::1");
    private static readonly IPAddress SomeServer6 = IPAddress.Parse("2001:db8::2");

    /// <summary>
    /// Walks from one to the other. "The internet" means anybody: if the first client is refused, the blocks that
    /// the target's own rules name are tried too, and the path is open if it is open to any of them.
    /// </summary>
    public static PathFinding Find(FabricIndex index, PathParty source, PathParty target, PathTraffic traffic)
    {
        var destination = Destination(index, source, target);
        var clients = source is { IsOutside: true, Address: null }
            ? Clients(index, target, destination)
            : [source.Address];
        PathFinding? first = null;
        foreach (var client in clients)
        {
            var question = new PathQuestion
            {
                SourceInterfaceId = source.Interface?.Id,
                SourceAddress = client,
                Destination = destination,
                Protocol = traffic.Protocol,
                Port = traffic.Port,
                SourcePort = traffic.SourcePort,
            };
            var finding = new PathFinding(question, PathWalker.Walk(index, question));
            if (finding.Answer.IsReachable) return finding;
            first ??= finding;
        }

        return first!;
    }

    /// <summary>
    /// What the sender would write: inside, the private address; from outside, the public one, if there is one.
    /// </summary>
    private static IPAddress Destination(FabricIndex index, PathParty source, PathParty target)
    {
        if (target.Address is { } named) return named;
        if (target.Interface is not { } item)
            return source.Interface is { Ipv4Addresses.Count: 0 } ? SomeServer6 : SomeServer;
        var own = item.Addresses.First();
        if (!source.IsOutside) return own;
        return index.State.ElasticAddresses
            .Where(elastic => elastic.InterfaceId == item.Id)
            .OrderBy(elastic => !elastic.PrivateAddress.Equals(own))
            .FirstOrDefault()?.PublicAddress ?? own;
    }

    private static IEnumerable<IPAddress?> Clients(FabricIndex index, PathParty target, IPAddress destination)
    {
        yield return destination.IsIpv4() ? SomeClient : SomeClient6;
        foreach (var group in target.Interface?.SecurityGroupIds ?? [])
        {
            if (!index.SecurityGroups.TryGetValue(group, out var found)) continue;
            foreach (var block in found.Ingress.SelectMany(rule => Blocks(index, rule)))
            {
                if (block.IsIpv4() == destination.IsIpv4() && !PrivateRanges.Contains(block.BaseAddress))
                    yield return block.BaseAddress;
            }
        }
    }

    private static IEnumerable<IPNetwork> Blocks(FabricIndex index, FabricRule rule)
    {
        if (rule.Cidr is { PrefixLength: > 0 } cidr) return [cidr];
        return rule.PrefixListId is { } id && index.PrefixLists.TryGetValue(id, out var list) ? list.Entries : [];
    }
}

/// <summary>A question and its answer.</summary>
internal sealed record PathFinding(PathQuestion Question, PathAnswer Answer);

/// <summary>What is sent: a protocol by its IANA number, and the port for those that have one.</summary>
internal readonly record struct PathTraffic(int Protocol, int Port)
{
    private const int MaxPort = 65_535;

    /// <summary>The port that answers come back to.</summary>
    public int SourcePort { get; init; } = PathQuestion.DefaultSourcePort;

    /// <summary>Reads <c>tcp/5432</c>, <c>udp/53</c>, <c>icmp</c>, <c>icmpv6</c> or the number of a protocol.</summary>
    /// <exception cref="FormatException">It is none of these.</exception>
    public static PathTraffic Parse(string text)
    {
        var parts = text.ToLowerInvariant().Split('/');
        var protocol = parts[0] switch
        {
            "tcp" => IpProtocol.Tcp,
            "udp" => IpProtocol.Udp,
            "icmp" => IpProtocol.Icmp,
            "icmpv6" => IpProtocol.Icmpv6,
            _ => byte.TryParse(parts[0], out var number) ? number : -1,
        };
        if (protocol < 0 || parts.Length > 2 || IpProtocol.HasPorts(protocol) != (parts.Length == 2)) throw Wrong(text);
        if (parts.Length == 1) return new(protocol, 0);
        return int.TryParse(parts[1], out var port) && port is >= 0 and <= MaxPort
            ? new(protocol, port)
            : throw Wrong(text);
    }

    public override string ToString() => Protocol switch
    {
        IpProtocol.Tcp => $"tcp/{Port}",
        IpProtocol.Udp => $"udp/{Port}",
        IpProtocol.Icmp => "icmp",
        IpProtocol.Icmpv6 => "icmpv6",
        _ => Protocol.ToString(),
    };

    private static FormatException Wrong(string text) => new(
        $"'{text}' is no traffic: write tcp/5432, udp/53, icmp, icmpv6 or the number of a protocol without ports.");
}
