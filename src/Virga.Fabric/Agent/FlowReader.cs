using System.Globalization;
using System.Net;
using System.Text.Json;
using Virga.Fabric.Nftables;
using Virga.Fabric.Plan;
using Virga.Network;
using Virga.Network.Flows;

namespace Virga.Fabric.Agent;

/// <summary>Reads the sets in which the kernel counts flows.</summary>
internal sealed class FlowReader(NamespaceStore store)
{
    /// <summary>
    /// Interfaces by link: indexes are never given twice, and the last flows of one may be told after it is gone.
    /// </summary>
    private readonly Dictionary<string, string> interfaces = new(StringComparer.Ordinal);

    public ValueList<FlowCount> Read(FabricState state)
    {
        foreach (var item in state.Interfaces)
            interfaces[PlanNames.Interface(item.Index)] = item.Id;
        var counts = new List<FlowCount>();
        foreach (var inside in store.All.Values.Where(IsVpc))
        {
            foreach (var isAccepted in new[] { true, false })
                Read(inside, isAccepted, counts);
        }

        return counts.ToValueList();
    }

    private static bool IsVpc(NetworkNamespace inside) => inside.Name.StartsWith("vpc-", StringComparison.Ordinal);

    private void Read(NetworkNamespace inside, bool isAccepted, List<FlowCount> counts)
    {
        try
        {
            foreach (var isIngress in new[] { true, false })
            {
                foreach (var kind in FlowCounters.Kinds)
                {
                    foreach (var isIpv4 in new[] { true, false })
                    {
                        var set = FlowCounters.SetName(isAccepted, isIngress, kind, isIpv4);
                        Parse(inside.Nft.Ask($"list set inet virga {set}"), kind, isAccepted, isIngress, counts);
                    }
                }
            }
        }
        catch (NftException)
        {
            // Nobody logs this outcome in this VPC: the sets of one are there together, or not at all.
        }
    }

    private void Parse(string answer, FlowKind kind, bool isAccepted, bool isIngress, List<FlowCount> counts)
    {
        using var json = JsonDocument.Parse(answer);
        foreach (var item in json.RootElement.GetProperty("nftables").EnumerateArray())
        {
            if (!item.TryGetProperty("set", out var set) || !set.TryGetProperty("elem", out var elements))
                continue;
            foreach (var element in elements.EnumerateArray())
                Add(element.GetProperty("elem"), kind, isAccepted, isIngress, counts);
        }
    }

    private void Add(JsonElement element, FlowKind kind, bool isAccepted, bool isIngress, List<FlowCount> counts)
    {
        var parts = element.GetProperty("val").GetProperty("concat");
        if (!interfaces.TryGetValue(parts[0].GetString()!, out var id))
            return;
        var hasPorts = kind.Protocol != 0;
        var counter = element.GetProperty("counter");
        counts.Add(new FlowCount(
            new FlowKey
            {
                InterfaceId = id,
                IsAccepted = isAccepted,
                IsIngress = isIngress,
                Source = IPAddress.Parse(parts[1].GetString()!),
                Destination = IPAddress.Parse(parts[2].GetString()!),
                Protocol = hasPorts ? kind.Protocol : Number(parts[3]),
                SourcePort = hasPorts ? Number(parts[3]) : 0,
                DestinationPort = hasPorts ? Number(parts[4]) : 0,
            },
            kind.TcpFlags,
            counter.GetProperty("packets").GetInt64(),
            counter.GetProperty("bytes").GetInt64()));
    }

    /// <summary>Old versions write some numbers as text.</summary>
    private static int Number(JsonElement value) => value.ValueKind == JsonValueKind.Number
        ? value.GetInt32()
        : int.Parse(value.GetString()!, CultureInfo.InvariantCulture);
}
