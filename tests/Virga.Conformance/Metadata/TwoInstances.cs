using System.Net;
using System.Text;
using Virga.Metadata;
using Virga.Metadata.Http;
using Virga.Metadata.Identity;
using Virga.Tests.Metadata;

namespace Virga.Conformance.Metadata;

/// <summary>
/// The service with two instances that are named in the path, each with the paths of a real one and a body of its own
/// in each of them: whatever is mixed up is seen.
/// </summary>
internal sealed class TwoInstances : IMetadataSource, IAsyncDisposable
{
    private static readonly string[] Ids = ["i-0123456789abcdef0", "i-0fedcba9876543210"];

    private readonly Dictionary<string, MetadataTarget> _targets;
    private readonly MetadataListener _listener;

    public TwoInstances(MetadataProfile profile)
    {
        _targets = Ids.ToDictionary(id => id, id => new MetadataTarget(
            id, new MetadataOptions(AreTokensRequired: true), TreeOf(id), new MetadataReadLog()));
        _listener = MetadataListener.Start(
            new IPEndPoint(IPAddress.Loopback, 0), new MetadataEndpoint(profile, this, TimeProvider.System),
            TimeProvider.System);
    }

    public EndPoint EndPoint => _listener.LocalEndPoint;

    /// <summary>What a reader finds: leaves, listings, and after each leaf a path that is none (null).</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<(string Path, string? Body)>> Expected => _targets.ToDictionary(
        pair => pair.Key, pair => (IReadOnlyList<(string, string?)>)
        [
            .. pair.Value.Tree.Nodes.Where(node => node.Path.StartsWith("meta-data", StringComparison.Ordinal))
                .SelectMany(node => node.IsLeaf
                    ? ((string, string?)[])
                        [("/latest/" + node.Path, Text(node.Body)), ("/latest/" + node.Path + "-gone", null)]
                    : [("/latest/" + node.Path + "/", Text(node.Listing))]),
        ]);

    public MetadataTarget? Find(in MetadataPeer peer, ref ReadOnlySpan<byte> path)
    {
        foreach (var (id, target) in _targets)
        {
            if (path.Length <= id.Length + 1 || !path[1..].StartsWith(Encoding.ASCII.GetBytes(id))) continue;
            path = path[(id.Length + 1)..];
            return target;
        }

        return null;
    }

    public ValueTask DisposeAsync() => _listener.DisposeAsync();

    private static MetadataTree TreeOf(string id)
    {
        var like = Ec2Tree.Build(
            SampleDocument.Full, new InstanceIdentitySigner(TimeProvider.System), ManualClock.Start);
        var tree = new MetadataTreeBuilder();
        foreach (var node in like.Nodes.Where(node => node.Path.StartsWith("meta-data", StringComparison.Ordinal)))
        {
            if (node.IsLeaf) tree.Add(node.Path, $"{node.Path} of {id}");
            else tree.Add($"{node.Path}/own-{id}", $"own of {node.Path} of {id}");
        }

        return tree.Build(ManualClock.Start);
    }

    private static string Text(byte[]? body) => Encoding.UTF8.GetString(body!);
}
