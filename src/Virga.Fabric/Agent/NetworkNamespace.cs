using Virga.Fabric.Netlink;
using Virga.Fabric.Nftables;

namespace Virga.Fabric.Agent;

/// <summary>
/// A network namespace of ours, held open, with the two sockets that work in it and what is known to be inside.
/// </summary>
internal sealed class NetworkNamespace(string name, int descriptor, RouteSocket routes, NftContext nft) : IDisposable
{
    public string Name { get; } = name;

    public int Descriptor { get; } = descriptor;

    public RouteSocket Routes { get; } = routes;

    public NftContext Nft { get; } = nft;

    /// <summary>What the kernel holds, kept up with what we do; null until it is read.</summary>
    public KernelView? View { get; set; }

    /// <summary>The ruleset in force; null when it is not known to be ours, and must be replaced whole.</summary>
    public IReadOnlyList<NftTable>? Tables { get; set; }

    /// <summary>
    /// Whether a ruleset of ours is in force, be it an older one: a namespace without gets no cables.
    /// </summary>
    public bool IsFiltered { get; set; }

    /// <summary>Whether IPv6 forwarding was switched on.</summary>
    public bool IsIpv6Forwarding { get; set; }

    public LinkIndexes Links { get; } = new(routes);

    /// <summary>With a link go its addresses, routes and neighbours.</summary>
    public void Forget(string link)
    {
        Links.Forget(link);
        View?.Links.Remove(link);
        View?.Addresses.RemoveWhere(item => item.Link == link);
        View?.Routes.RemoveWhere(item => item.Link == link);
        View?.Neighbours.RemoveWhere(item => item.Link == link);
    }

    public void Dispose()
    {
        Routes.Dispose();
        Nft.Dispose();
        _ = Native.Close(Descriptor);
    }
}
