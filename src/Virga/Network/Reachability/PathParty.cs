using System.Net;

namespace Virga.Network.Reachability;

/// <summary>One end of a path as somebody named it: an interface, an address, or the world outside.</summary>
internal sealed record PathParty(string Name)
{
    /// <summary>Set for an instance, an interface, a NAT gateway, and an address that only one of them has.</summary>
    public FabricInterface? Interface { get; init; }

    /// <summary>The address that was named, or null for the party's own.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>The gateway that the packet must enter or leave by; null where any will do.</summary>
    public string? GatewayId { get; init; }

    /// <summary>Outside of every VPC.</summary>
    public bool IsOutside => Interface is null;

    /// <summary>Reads what a user typed: <c>i-…</c>, <c>eni-…</c>, <c>nat-…</c>, <c>igw-…</c>, an address, or
    /// <c>internet</c>.</summary>
    /// <param name="index">The network.</param>
    /// <param name="name">What was typed.</param>
    /// <param name="primaryOf">The primary interface of an instance, or null; the network knows no instances.</param>
    /// <exception cref="FormatException">It is none of these, or not there; the message says which.</exception>
    public static PathParty Read(FabricIndex index, string name, Func<string, string?> primaryOf)
    {
        if (name == "internet") return new(name);
        if (IPAddress.TryParse(name, out var address)) return OfAddress(index, name, address);
        if (index.State.InternetGateways.FirstOrDefault(gateway => gateway.Id == name) is { } found)
            return new(name) { GatewayId = found.Id };
        var id = name.StartsWith("i-", StringComparison.Ordinal) ? primaryOf(name)
            : index.NatGateways.TryGetValue(name, out var nat) ? nat.InterfaceId
            : name;
        return id is not null && index.Interfaces.TryGetValue(id, out var item)
            ? new(name) { Interface = item }
            : throw new FormatException(
                $"'{name}' is no instance, interface or attached gateway, no address and not 'internet'.");
    }

    /// <summary>A private address is an interface's if only one VPC has it; otherwise it is told by its id.</summary>
    private static PathParty OfAddress(FabricIndex index, string name, IPAddress address)
    {
        var owners = index.State.Vpcs.Select(vpc => index.Owner(vpc.Id, address)).OfType<FabricInterface>().ToList();
        if (owners.Count > 1)
        {
            throw new FormatException(
                $"{name} is an address of {string.Join(" and ", owners.Select(owner => owner.Id))}: name one of them.");
        }

        return new(name) { Address = address, Interface = owners.Count == 1 ? owners[0] : null };
    }
}
