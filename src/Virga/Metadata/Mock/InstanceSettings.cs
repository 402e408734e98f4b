using System.Text;
using System.Text.Json;

namespace Virga.Metadata.Mock;

/// <summary>
/// What an instance has, as settings of the mock: values of the paths that the mock knows, further paths as they are,
/// and nothing where the instance has nothing. Events stay the mock's own.
/// </summary>
internal static class InstanceSettings
{
    private const string Tags = "meta-data/tags/instance/";

    /// <param name="leaves">Path below the version → content.</param>
    public static ConfigMap Of(IReadOnlyDictionary<string, byte[]> leaves)
    {
        var left = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (path, content) in leaves) left[path] = Encoding.UTF8.GetString(content);
        var map = new ConfigMap();
        var paths = new ConfigMap();
        map.Set("virga.paths", paths);
        var places = Places(left, map);
        foreach (var route in MockRoutes.MetaDataRoutes)
            Take(left, map, paths, places, route, "metadata.values.");
        foreach (var route in MockRoutes.DynamicRoutes.Where(route => route.Value is not null || IsDocument(route)))
            Take(left, map, paths, places, route, "dynamic.values.");
        TakeTags(left, map);
        if (leaves.TryGetValue("user-data", out var data))
            map.Set("userdata.values.userdata", Convert.ToBase64String(data));
        else
            paths["/latest/user-data"] = null;
        foreach (var (path, text) in left.Where(one => !IsOwn(one.Key))) paths["/latest/" + path] = text;
        return map;
    }

    /// <summary>The parts of paths that are the instance's own: what stands in the mock's default, and instead.
    /// </summary>
    private static List<(string Standard, string Here)> Places(Dictionary<string, string> left, ConfigMap map)
    {
        var places = new List<(string, string)>();
        if (left.GetValueOrDefault("meta-data/mac") is { } mac) places.Add((MockRoutes.DefaultMac, mac));
        if (left.GetValueOrDefault("meta-data/public-ipv4") is { } shown)
            places.Add(("ipv4-associations/" + MockRoutes.PublicIpv4, "ipv4-associations/" + shown));
        const string roles = "meta-data/iam/security-credentials/";
        if (left.Keys.FirstOrDefault(path => path.StartsWith(roles, StringComparison.Ordinal)) is { } role)
        {
            places.Add(("security-credentials/" + MockRoutes.Role, "security-credentials/" + role[roles.Length..]));
            left["meta-data/iam/security-credentials"] = role[roles.Length..];
        }

        return places;
    }

    private static void Take(
        Dictionary<string, string> left, ConfigMap map, ConfigMap paths, List<(string Standard, string Here)> places,
        MockRoute route, string prefix)
    {
        var path = route.Path["/latest/".Length..];
        foreach (var (standard, here) in places)
            path = path.Replace(standard, here, StringComparison.Ordinal);
        if (!left.Remove(path, out var text)) paths["/latest/" + path] = null;
        else if (!IsDocument(route)) map.Set(prefix + route.Key, text);
        else TakeDocument(map, prefix + route.Key, text);
    }

    private static bool IsDocument(MockRoute route) => route.Key.StartsWith("iam-", StringComparison.Ordinal)
        ? route.Value is null
        : route.Key == "instance-identity-document";

    private static void TakeDocument(ConfigMap map, string key, string text)
    {
        using var document = JsonDocument.Parse(text);
        foreach (var (name, value) in (ConfigMap)ConfigMap.OfJson(document.RootElement)!)
            map.Set($"{key}.{name}", value);
    }

    private static void TakeTags(Dictionary<string, string> left, ConfigMap map)
    {
        var tags = new ConfigMap();
        foreach (var path in left.Keys.Where(path => path.StartsWith(Tags, StringComparison.Ordinal)).ToList())
        {
            tags[path[Tags.Length..]] = left[path];
            left.Remove(path);
        }

        foreach (var standard in new[] { "tags-instance-name", "tags-instance-test" })
            if (map.TryFind("metadata.values." + standard, out var value))
                tags[standard == "tags-instance-name" ? "Name" : "Test"] = value;
        map.Set("metadata.values.tags-instance", tags);
    }

    /// <summary>Events and signatures, which the mock makes itself.</summary>
    private static bool IsOwn(string path) =>
        MockRoutes.EventRoutes.Any(route => route.Path == "/latest/" + path)
        || path == "user-data"
        || path.StartsWith("dynamic/instance-identity/", StringComparison.Ordinal);
}
