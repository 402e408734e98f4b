namespace Virga.Metadata;

/// <summary>
/// Everything one instance can read, as an immutable value: a change makes a new tree, and a request uses the one it
/// found from its first byte to its last. Serving is one lookup by the path's bytes and a copy.
/// </summary>
internal sealed class MetadataTree
{
    private readonly Dictionary<byte[], MetadataNode>.AlternateLookup<ReadOnlySpan<byte>> _nodes;

    internal MetadataTree(IEnumerable<MetadataNode> nodes, DateTimeOffset lastModified)
    {
        var byPath = new Dictionary<byte[], MetadataNode>(PathComparer.Instance);
        foreach (var node in nodes) byPath[System.Text.Encoding.UTF8.GetBytes(node.Path)] = node;
        _nodes = byPath.GetAlternateLookup<ReadOnlySpan<byte>>();
        LastModified = lastModified;
        LastModifiedLine = System.Text.Encoding.ASCII.GetBytes(
            "Last-Modified: " + Http.HttpDate.Format(lastModified) + "\r\n");
    }

    /// <summary>The header line, made once.</summary>
    internal byte[] LastModifiedLine { get; }

    /// <summary>When what it says last changed; the Last-Modified header.</summary>
    public DateTimeOffset LastModified { get; }

    /// <summary>Every node, for the control interface and tests.</summary>
    public IEnumerable<MetadataNode> Nodes => _nodes.Dictionary.Values;

    /// <summary>The node at a path below the version, without slashes at either end; null when there is none.</summary>
    public MetadataNode? Find(ReadOnlySpan<byte> path) => _nodes.TryGetValue(path, out var node) ? node : null;

    public MetadataNode? Find(string path) => Find(System.Text.Encoding.UTF8.GetBytes(path));
}
