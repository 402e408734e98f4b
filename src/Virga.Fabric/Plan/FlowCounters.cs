using Virga.Fabric.Nftables;
using Virga.Network;
using Virga.Network.Flows;

namespace Virga.Fabric.Plan;

/// <summary>
/// What counts flows for flow logs in a VPC's namespace: sets that the kernel itself fills, an element a flow with its
/// packets and bytes. Nothing of it is there in a VPC without flow logs. A set's key may have five parts in nft 1.0, so
/// there is a set for each protocol with ports, and one for each of the TCP flags that flow logs tell.
/// </summary>
internal sealed class FlowCounters
{
    /// <summary>Where a flow that a gate refuses ends.</summary>
    public const string RejectedIn = "c_rejected_in";
    public const string RejectedOut = "c_rejected_out";

    /// <summary>
    /// Flows of one kind that are remembered at a time; nft's own bound for sets that the kernel fills.
    /// </summary>
    public const int MaxFlows = 65_535;

    /// <summary>The sets of a direction, outcome and family, by letter.</summary>
    public static readonly IReadOnlyList<FlowKind> Kinds =
    [
        new('r', 6, 4, "tcp flags & rst == rst "),
        new('f', 6, 1, "tcp flags & fin == fin "),
        new('k', 6, 18, "tcp flags & (syn | ack) == syn | ack "),
        new('s', 6, 2, "tcp flags & (syn | ack) == syn "),
        new('t', 6, 0, "meta l4proto tcp "),
        new('u', 17, 0, "meta l4proto udp "),
        new('n', 0, 0, "meta l4proto != { tcp, udp } "),
    ];

    private readonly FabricIndex index;
    private readonly NftTable table;
    private readonly HashSet<string> accepted;
    private readonly HashSet<string> rejected;

    public FlowCounters(FabricIndex index, FabricVpc vpc, NftTable table)
    {
        (this.index, this.table) = (index, table);
        accepted = Links(vpc, FlowLogTraffic.Rejected);
        rejected = Links(vpc, FlowLogTraffic.Accepted);
    }

    /// <summary>How the chains of gates end: as a plain drop where nobody wants to know.</summary>
    public string RejectIn => rejected.Count > 0 ? $"goto {RejectedIn}" : "counter drop";

    public string RejectOut => rejected.Count > 0 ? $"goto {RejectedOut}" : "counter drop";

    /// <summary>"fl_ai_t4": accepted, in, TCP, IPv4.</summary>
    public static string SetName(bool isAccepted, bool isIngress, FlowKind kind, bool isIpv4) =>
        $"fl_{(isAccepted ? 'a' : 'r')}{(isIngress ? 'i' : 'o')}_{kind.Letter}{(isIpv4 ? 4 : 6)}";

    /// <summary>Adds the chains; before those that go to them.</summary>
    public void Add()
    {
        if (accepted.Count > 0)
        {
            table.Set("logged_a", "ifname").Elements.UnionWith(accepted);
            Count(isAccepted: true, isIngress: false);
            Count(isAccepted: true, isIngress: true);
            // After the gates of the sender, before those of the receiver; and after all.
            table.Chain("c_counted_out", "type filter hook forward priority 3; policy accept;")
                .Add("iifname @logged_a jump c_count_ao");
            table.Chain("c_counted_in", "type filter hook forward priority 20; policy accept;")
                .Add("oifname @logged_a jump c_count_ai");
            // Connections that the emulator dialled for a client begin and end in the VPC's own namespace.
            table.Chain("c_counted_dial", "type filter hook output priority 20; policy accept;")
                .Add("oifname @logged_a jump c_count_ai");
            table.Chain("c_counted_answer", "type filter hook input priority 20; policy accept;")
                .Add($"ct mark {PlanNames.DialMark} iifname @logged_a jump c_count_ao");
        }

        if (rejected.Count == 0)
            return;
        table.Set("logged_r", "ifname").Elements.UnionWith(rejected);
        Count(isAccepted: false, isIngress: false);
        Count(isAccepted: false, isIngress: true);
        table.Chain(RejectedOut).Add("iifname @logged_r jump c_count_ro", "counter drop");
        table.Chain(RejectedIn).Add("oifname @logged_r jump c_count_ri", "counter drop");
    }

    private void Count(bool isAccepted, bool isIngress)
    {
        var chain = table.Chain($"c_count_{(isAccepted ? 'a' : 'r')}{(isIngress ? 'i' : 'o')}");
        var link = isIngress ? "oifname" : "iifname";
        foreach (var isIpv4 in new[] { true, false })
        {
            var (family, type) = isIpv4 ? ("ip", "ipv4_addr") : ("ip6", "ipv6_addr");
            foreach (var kind in Kinds)
            {
                var name = SetName(isAccepted, isIngress, kind, isIpv4);
                var rest = kind.Protocol == 0 ? "inet_proto" : "inet_service . inet_service";
                var values = kind.Protocol == 0 ? "meta l4proto" : "th sport . th dport";
                table.Filled(name, $"ifname . {type} . {type} . {rest}", FlowCount.MemorySeconds, MaxFlows);
                chain.Add(
                    $"meta nfproto ipv{(isIpv4 ? 4 : 6)} {kind.Match}"
                    + $"update @{name} {{ {link} . {family} saddr . {family} daddr . {values} counter }}"
                    + (kind.TcpFlags > 0 ? " return" : ""));
            }
        }
    }

    private HashSet<string> Links(FabricVpc vpc, FlowLogTraffic not) => index.InterfacesByVpc[vpc.Id]
        .Where(item => index.HasCable(item) && index.FlowLogsOf(item).Any(log => log.Traffic != not))
        .Select(item => $"\"{PlanNames.Interface(item.Index)}\"")
        .ToHashSet(StringComparer.Ordinal);
}

/// <summary>One set of a direction, outcome and family.</summary>
/// <param name="Letter">In the set's name.</param>
/// <param name="Protocol">IANA number; 0: it is a part of the key, in place of ports.</param>
/// <param name="TcpFlags">What flow logs write for it (FIN 1, SYN 2, RST 4, SYN-ACK 18).</param>
/// <param name="Match">Which packets, as nft writes it.</param>
internal sealed record FlowKind(char Letter, int Protocol, int TcpFlags, string Match);
