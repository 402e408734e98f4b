using System.Text;

namespace Virga.Metadata;

/// <summary>Collects leaves by path and makes a <see cref="MetadataTree"/> with the directories between them.</summary>
internal sealed class MetadataTreeBuilder
{
    private readonly Dictionary<string, MetadataNode> _leaves = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _listedAs = new(StringComparer.Ordinal);
    private readonly HashSet<string> _hidden = new(StringComparer.Ordinal);
    private readonly HashSet<string> _emptyDirectories = new(StringComparer.Ordinal);

    /// <summary>Adds a text leaf; a null value adds nothing, because what is absent is 404 and not listed.</summary>
    public MetadataTreeBuilder Add(string path, string? value, string introduced = "1.0")
    {
        if (value is null) return this;
        return Add(new MetadataNode(path)
        {
            Body = Encoding.UTF8.GetBytes(value),
            Introduced = MetadataVersions.FirstWith(introduced),
        });
    }

    /// <summary>Adds a leaf whose lines are the values; no values, no leaf.</summary>
    public MetadataTreeBuilder AddLines(string path, IReadOnlyCollection<string> values, string introduced = "1.0") =>
        Add(path, values.Count == 0 ? null : string.Join('\n', values), introduced);

    /// <summary>Adds or replaces a leaf.</summary>
    public MetadataTreeBuilder Add(MetadataNode leaf)
    {
        _leaves[leaf.Path] = leaf;
        return this;
    }

    /// <summary>Gives a directory another name in its parent's listing.</summary>
    public MetadataTreeBuilder ListAs(string directory, string name)
    {
        _listedAs[directory] = name;
        return this;
    }

    /// <summary>Leaves a directory out of its parent's listing.</summary>
    public MetadataTreeBuilder Hide(string directory)
    {
        _hidden.Add(directory);
        return this;
    }

    /// <summary>Adds a directory that answers 200 with an empty body when nothing lies in it.</summary>
    public MetadataTreeBuilder AddDirectory(string path)
    {
        _emptyDirectories.Add(path);
        return this;
    }

    /// <summary>Takes a leaf away again.</summary>
    public void Remove(string path) => _leaves.Remove(path);

    public MetadataTree Build(DateTimeOffset lastModified)
    {
        var directories = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal) { [""] = NewSet() };
        foreach (var path in _leaves.Keys) AddParents(directories, path);
        foreach (var path in _emptyDirectories)
        {
            directories.TryAdd(path, NewSet());
            AddParents(directories, path);
        }

        var nodes = new Dictionary<string, MetadataNode>(_leaves, StringComparer.Ordinal);
        foreach (var path in directories.Keys)
        {
            nodes.TryAdd(path, new MetadataNode(path)
            {
                ListedAs = _listedAs.GetValueOrDefault(path),
                IsHidden = _hidden.Contains(path),
            });
        }

        // Deepest first, so that a directory knows when its children appear and whether they are directories.
        foreach (var path in directories.Keys.OrderByDescending(p => p.Count(c => c == '/'))
            .ThenByDescending(p => p.Length))
        {
            Complete(nodes[path], directories[path], nodes);
        }

        return new MetadataTree(nodes.Values, lastModified);
    }

    private static SortedSet<string> NewSet() => new(StringComparer.Ordinal);

    private static void AddParents(Dictionary<string, SortedSet<string>> directories, string path)
    {
        while (path.Length > 0)
        {
            var slash = path.LastIndexOf('/');
            // A path outside of the versions ("/my/own"), which only the mock has, is not listed at the root.
            if (slash == 0) return;
            var parent = slash < 0 ? "" : path[..slash];
            if (!directories.TryGetValue(parent, out var children)) directories[parent] = children = NewSet();
            if (!children.Add(path)) return;
            path = parent;
        }
    }

    private static void Complete(MetadataNode node, SortedSet<string> children, Dictionary<string, MetadataNode> nodes)
    {
        node.Children = [.. children.Select(path => nodes[path])];
        var listed = node.Children.Where(child => !child.IsHidden).ToArray();
        if (!node.IsLeaf && listed.Length > 0) node.Introduced = listed.Min(child => child.Introduced);
        node.ListingComplete = listed.Length == 0 ? 0 : listed.Max(child => child.Introduced);
        node.Listing = Encoding.UTF8.GetBytes(string.Join('\n', listed.Select(node.NameIn)));
    }
}
