using System.Globalization;
using System.Text;
using Virga.Metadata.Identity;

namespace Virga.Metadata.Mock;

/// <summary>Makes the tree of the mock from its settings.</summary>
internal static class MockTree
{
    private const string Document = "dynamic.values.instance-identity-document";
    private const string Credentials = "metadata.values.iam-security-credentials";

    /// <summary>How often the expiry of the default credentials moves on.</summary>
    private static readonly TimeSpan CredentialPeriod = TimeSpan.FromHours(1);

    public static MetadataTree Build(
        MockSettings settings, MockCommand command, MockEvents events, InstanceIdentitySigner signer,
            DateTimeOffset now)
    {
        var tree = new MetadataTreeBuilder();
        foreach (var route in MockRoutes.MetaDataRoutes) AddStatic(tree, settings, route);
        foreach (var route in MockRoutes.EventRoutes) AddEvent(tree, settings, command, events, route);
        AddDynamic(tree, settings, signer);
        AddUserData(tree, settings);
        MockExtensions.AddTo(tree, settings);
        return tree.Build(now);
    }

    /// <summary>The path of a tree for a path of the configuration: below the version, or as it is when it has none.
    /// </summary>
    public static string? TreePath(string path)
    {
        path = "/" + path.Trim('/');
        if (path == "/") return null;
        return path.StartsWith("/latest/", StringComparison.Ordinal) ? path["/latest/".Length..] : path;
    }

    private static void AddStatic(MetadataTreeBuilder tree, MockSettings settings, MockRoute route)
    {
        if (TreePath(settings.Text("metadata.paths." + route.Key)) is not { } path) return;
        tree.Add(route.Key switch
        {
            "iam-info" => Leaf(path, JsonOf(settings, "metadata.values.iam-info"), MetadataContent.Json, route),
            "iam-security-credentials" => CredentialLeaf(path, settings, route),
            "elastic-inference-accelerator" => AcceleratorLeaf(path, settings, route),
            _ => Leaf(path, settings.Text("metadata.values." + route.Key), MetadataContent.Text, route),
        });
        // The mock lists "0/" here; EC2 lists the key with its name.
        if (route.Key == "public-key" && path == "meta-data/public-keys/0/openssh-key")
            tree.ListAs("meta-data/public-keys/0", "0=" + KeyName(settings));
    }

    private static string KeyName(MockSettings settings)
    {
        var words = settings.Text("metadata.values.public-key").Split(' ');
        return words.Length > 2 ? words[2] : "my-public-key";
    }

    private static void AddEvent(
        MetadataTreeBuilder tree, MockSettings settings, MockCommand command, MockEvents events, MockRoute route)
    {
        (MockCommand Owner, Func<MetadataReading, byte[]?> Read, MetadataContent Content) leaf = route.Key switch
        {
            "spot" => (MockCommand.Spot, reading => events.SpotAction(settings, reading), MetadataContent.Json),
            "spot-termination-time" =>
                (MockCommand.Spot, reading => events.TerminationTime(settings, reading), MetadataContent.Text),
            "rebalance-rec-time" =>
                (MockCommand.Spot, reading => events.Rebalance(settings, reading), MetadataContent.Json),
            "events" => (MockCommand.Events, reading => events.Scheduled(settings, reading), MetadataContent.Json),
            _ => (MockCommand.AsgLifecycle,
                reading => events.TargetLifecycleState(settings, reading), MetadataContent.Text),
        };
        if (command != MockCommand.All && command != leaf.Owner) return;
        if (TreePath(settings.Text("metadata.paths." + route.Key)) is not { } path) return;
        tree.Add(new MetadataNode(path)
        {
            Compute = leaf.Read,
            Content = leaf.Content,
            Introduced = MetadataVersions.FirstWith(route.Introduced),
        });
    }

    private static void AddDynamic(MetadataTreeBuilder tree, MockSettings settings, InstanceIdentitySigner signer)
    {
        var document = Encoding.UTF8.GetBytes(JsonOf(settings, Document));
        foreach (var route in MockRoutes.DynamicRoutes)
        {
            if (TreePath(settings.Text("dynamic.paths." + route.Key)) is not { } path) continue;
            var value = settings.Value("dynamic.values." + route.Key);
            tree.Add(route.Key switch
            {
                "instance-identity-document" =>
                    Leaf(path, Encoding.UTF8.GetString(document), MetadataContent.Json, route),
                "instance-identity-pkcs" when value is null => Signed(path, () => signer.Pkcs7(document), route),
                "instance-identity-signature" when value is null =>
                    Signed(path, () => signer.Signature(document), route),
                _ => Leaf(path, MockSettings.AsText(value), MetadataContent.Text, route),
            });
        }

        // The mock has none; ours is served without being listed, so that its listings stay what they are.
        tree.Add(new MetadataNode("dynamic/instance-identity/rsa2048")
        {
            Compute = _ => signer.Rsa2048(document),
            Introduced = MetadataVersions.FirstWith("2009-04-04"),
            IsHidden = true,
        });
    }

    private static void AddUserData(MetadataTreeBuilder tree, MockSettings settings)
    {
        if (TreePath(settings.Text("userdata.paths.userdata")) is not { } path) return;
        var encoded = settings.Text("userdata.values.userdata");
        var body = new byte[encoded.Length];
        // What is no base64 is an empty body: the mock crashes on it.
        var isValid = Convert.TryFromBase64String(encoded, body, out var length);
        tree.Add(new MetadataNode(path)
        {
            Body = isValid ? body[..length] : [],
            Content = MetadataContent.Octets,
        });
    }

    private static MetadataNode CredentialLeaf(string path, MockSettings settings, MockRoute route)
    {
        // The mock's defaults expired in 2020, and SDKs refuse them; ours are always hours from it.
        if (settings.IsSet(Credentials + ".expiration"))
            return Leaf(path, JsonOf(settings, Credentials), MetadataContent.Json, route);
        return new MetadataNode(path)
        {
            Compute = reading =>
                Encoding.UTF8.GetBytes(Fresh(JsonFields(settings, Credentials), settings, reading.Now)),
            Content = MetadataContent.Json,
            Introduced = MetadataVersions.FirstWith(route.Introduced),
        };
    }

    private static string Fresh(
        IEnumerable<(string Name, object? Value)> fields, MockSettings settings, DateTimeOffset now)
    {
        var updated = new DateTimeOffset(now.Ticks - now.Ticks % CredentialPeriod.Ticks, now.Offset);
        return GoJson.Indented(fields.Select(field => field.Name switch
        {
            "Expiration" => (field.Name, Rfc3339.Format(updated.AddHours(6))),
            "LastUpdated" when !settings.IsSet(Credentials + ".lastupdated") => (field.Name, Rfc3339.Format(updated)),
            _ => field,
        }));
    }

    private static MetadataNode AcceleratorLeaf(string path, MockSettings settings, MockRoute route)
    {
        var fields = JsonFields(settings, "metadata.values.elastic-inference-accelerator.version_2018_04_12");
        var inner = new ConfigMap();
        foreach (var (name, value) in fields) inner[name] = value;
        var outer = new ConfigMap { ["version_2018_04_12"] = inner };
        // Compact text at the default path, JSON at any other (observed on 1.13.0).
        return "/latest/" + path == route.Path
            ? Leaf(path, GoJson.Compact(outer), MetadataContent.Text, route)
            : Leaf(path, "{\n\t\"version_2018_04_12\": " + GoJson.Indented(fields, "\t")
                + "\n}", MetadataContent.Json, route);
    }

    private static MetadataNode Leaf(string path, string value, MetadataContent content, MockRoute route) => new(path)
    {
        Body = Encoding.UTF8.GetBytes(value),
        Content = content,
        Introduced = MetadataVersions.FirstWith(route.Introduced),
    };

    private static MetadataNode Signed(string path, Func<byte[]> sign, MockRoute route) => new(path)
    {
        Compute = _ => sign(),
        Introduced = MetadataVersions.FirstWith(route.Introduced),
    };

    private static string JsonOf(MockSettings settings, string document) =>
        GoJson.Indented(JsonFields(settings, document));

    private static IEnumerable<(string Name, object? Value)> JsonFields(MockSettings settings, string document)
    {
        foreach (var (field, _) in MockRoutes.Documents[document])
        {
            var value = settings.Value($"{document}.{field}");
            yield return (field, field.EndsWith("Codes", StringComparison.Ordinal) || field == "billingProducts"
                ? AsList(value)
                : value is null ? null : MockSettings.AsText(value));
        }
    }

    private static List<object?>? AsList(object? value) => value switch
    {
        null => null,
        List<object?> list => [.. list.Select(item => (object?)MockSettings.AsText(item))],
        _ => [.. MockSettings.AsText(value).Split(',')],
    };
}
