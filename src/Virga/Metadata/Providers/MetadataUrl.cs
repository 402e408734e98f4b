namespace Virga.Metadata.Providers;

/// <summary>Reads what an instance would find at a URL of its metadata service, without a connection.</summary>
internal static class MetadataUrl
{
    // The second is what EC2's own name servers resolve for instances.
    private static readonly string[] Hosts = ["169.254.169.254", "instance-data", "[fd00:ec2::254]"];

    /// <summary>The leaf's content; null when the URL is no such, or nothing stands there.</summary>
    public static byte[]? Read(InstanceMetadataSource source, string instanceId, string url, DateTimeOffset now)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp) return null;
        if (!Hosts.Contains(uri.Host) || source.Of(instanceId) is not { } target) return null;
        var path = uri.AbsolutePath.Trim('/');
        var version = path.IndexOf('/', StringComparison.Ordinal);
        if (version < 0 || target.Tree.Find(path[(version + 1)..]) is not { } node) return null;
        return node.Body ?? node.Compute?.Invoke(new(default, now));
    }
}
