namespace Virga.Metadata.Mock;

/// <summary>
/// What the mock of Amazon cannot be told: any tags, further interfaces and roles, any further path. Below "virga" in
/// the configuration; metadata.values.tags-instance is also what later versions of the mock call the tags.
/// </summary>
internal static class MockExtensions
{
    private const string Tags = "meta-data/tags/instance/";

    public static void AddTo(MetadataTreeBuilder tree, MockSettings settings)
    {
        if (settings.Map("metadata.values.tags-instance") is { } tags)
        {
            tree.Remove(Tags + "Name");
            tree.Remove(Tags + "Test");
            foreach (var (key, value) in tags) tree.Add(Tags + key, MockSettings.AsText(value), "2021-03-23");
        }

        foreach (var item in settings.List("virga.interfaces")) AddInterface(tree, item as ConfigMap);
        AddRoles(tree, settings);
        foreach (var (path, value) in settings.Map("virga.paths") ?? [])
        {
            if (MockTree.TreePath(path) is not { } at) continue;
            // A null takes a path away.
            if (value is null) tree.Remove(at);
            else tree.Add(at, value is ConfigMap or List<object?> ? GoJson.Compact(value) : MockSettings.AsText(value));
        }
    }

    private static void AddInterface(MetadataTreeBuilder tree, ConfigMap? entry)
    {
        if (entry is null || !entry.TryGetValue("mac", out var mac)) return;
        var directory = $"meta-data/network/interfaces/macs/{MockSettings.AsText(mac)}/";
        foreach (var (name, value) in entry)
        {
            var text = value is List<object?> lines
                ? string.Join('\n', lines.Select(MockSettings.AsText))
                : MockSettings.AsText(value);
            tree.Add(directory + name, text, "2011-01-01");
        }
    }

    private static void AddRoles(MetadataTreeBuilder tree, MockSettings settings)
    {
        if (settings.Map("virga.roles") is not { Count: > 0 } roles) return;
        // With several roles the directory's listing names them; the one leaf of the mock would hide it.
        tree.Remove("meta-data/iam/security-credentials");
        foreach (var (role, document) in roles)
        {
            if (document is not ConfigMap fields) continue;
            var text = GoJson.Indented(fields.Select(field => (field.Key, (object?)MockSettings.AsText(field.Value))));
            tree.Add(new MetadataNode("meta-data/iam/security-credentials/" + role)
            {
                Body = System.Text.Encoding.UTF8.GetBytes(text),
                Content = MetadataContent.Json,
                Introduced = MetadataVersions.FirstWith("2012-01-12"),
            });
        }
    }
}
