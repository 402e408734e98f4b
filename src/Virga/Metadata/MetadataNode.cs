using System.Text;

namespace Virga.Metadata;

/// <summary>What a leaf's body is, for its Content-Type.</summary>
internal enum MetadataContent
{
    Text,
    Json,
    Octets,
}

/// <summary>
/// One path of a tree: a leaf, a directory, or both (the mock may give a directory's path a value of its own).
/// Immutable after the tree is built.
/// </summary>
internal sealed class MetadataNode(string path)
{
    /// <summary>The path below the version, "meta-data/instance-id"; the root is the empty string.</summary>
    public string Path { get; } = path;

    /// <summary>The leaf's bytes; null for a directory and for a computed leaf.</summary>
    public byte[]? Body { get; init; }

    /// <summary>Computes the leaf when it is read; a null answer is 404. It must not block for long.</summary>
    public Func<MetadataReading, byte[]?>? Compute { get; init; }

    public MetadataContent Content { get; init; }

    /// <summary>The index of the first version that has it.</summary>
    public int Introduced { get; set; }

    /// <summary>How the parent lists it, when that is not its last segment ("0=my-key").</summary>
    public string? ListedAs { get; init; }

    /// <summary>Whether the parent leaves it out of its listing.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Children in listing order; empty for a leaf.</summary>
    public MetadataNode[] Children { get; set; } = [];

    /// <summary>The listing in versions that have all children.</summary>
    public byte[]? Listing { get; set; }

    /// <summary>The first version whose listing is the full one.</summary>
    public int ListingComplete { get; set; }

    public bool IsLeaf => Body is not null || Compute is not null;

    /// <summary>The listing as of a version: children introduced later are left out.</summary>
    public byte[]? ListingAt(int version)
    {
        if (version >= ListingComplete) return Listing;
        return Encoding.UTF8.GetBytes(string.Join('\n', Children.Where(c => c.Introduced <= version && !c.IsHidden)
            .Select(NameIn)));
    }

    /// <summary>A child's line in the listing: directories end in a slash, except directly below the version.</summary>
    public string NameIn(MetadataNode child)
    {
        if (child.ListedAs is { } name) return name;
        var last = child.Path[(child.Path.LastIndexOf('/') + 1)..];
        return child.Children.Length > 0 && Path.Length > 0 ? last + "/" : last;
    }
}

/// <summary>Who reads a computed leaf, and when.</summary>
internal readonly record struct MetadataReading(MetadataPeer Peer, DateTimeOffset Now);
