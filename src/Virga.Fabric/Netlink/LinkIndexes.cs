namespace Virga.Fabric.Netlink;

/// <summary>Indexes of links by name, remembered: a VPC with a thousand interfaces asks a lot.</summary>
internal sealed class LinkIndexes(RouteSocket socket)
{
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);

    /// <summary>The index, or 0 if there is no such link.</summary>
    public int Find(string name)
    {
        if (known.TryGetValue(name, out var index))
            return index;
        index = socket.FindIndex(name);
        if (index > 0)
            known[name] = index;
        return index;
    }

    public void Forget(string name) => known.Remove(name);
}
