using System.Collections.Concurrent;
using System.Text;
using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.Metadata.Identity;
using Virga.State;

namespace Virga.Metadata.Providers;

/// <summary>
/// Finds the instance behind a connection in the World: by the interface that the fabric's tunnel names, or by the
/// instance named at the front of the path. A tree is made when it is asked for and kept until a row that it may depend
/// on changes, so that a change is seen by the next request and an idle instance costs nothing.
/// </summary>
internal sealed class InstanceMetadataSource : IMetadataSource, IDisposable
{
    private static readonly HashSet<string> Relevant =
    [
        "instance", "network-interface", "subnet", "vpc", "security-group", "volume", "tags", "key-pair", "address",
        "elastic-ip", "iam-role", "iam-instance-profile",
    ];

    private readonly Store _store;
    private readonly IInstanceRoles _roles;
    private readonly InstanceIdentitySigner _signer;
    private readonly ConcurrentDictionary<string, Known> _known = new(StringComparer.Ordinal);
    private long _version;

    public InstanceMetadataSource(Store store, IInstanceRoles roles, InstanceIdentitySigner signer)
    {
        (_store, _roles, _signer) = (store, roles, signer);
        store.Changed += Note;
    }

    public InstanceIdentitySigner Signer => _signer;

    public void Dispose() => _store.Changed -= Note;

    public MetadataTarget? Find(in MetadataPeer peer, ref ReadOnlySpan<byte> path)
    {
        if (peer.Tag is { } tag) return Of(tag);
        // "/i-0123…/latest/meta-data/": for readers outside of any instance.
        if (path.Length < 4 || !path.StartsWith("/i-"u8)) return null;
        var end = path[1..].IndexOf((byte)'/');
        var name = end < 0 ? path[1..] : path.Slice(1, end);
        var target = Of(Encoding.UTF8.GetString(name));
        if (target is not null) path = end < 0 ? "/"u8 : path[(end + 1)..];
        return target;
    }

    /// <summary>What an instance was asked for so far; empty for one that was never asked.</summary>
    public MetadataRead[] ReadsOf(string instanceId) =>
        _known.TryGetValue(instanceId, out var known) ? known.Target.Reads.Snapshot() : [];

    /// <summary>The target of an instance, or of the one that an interface is attached to; null when there is none, or
    /// when nothing is left of it.</summary>
    public MetadataTarget? Of(string id)
    {
        var version = Volatile.Read(ref _version);
        if (_known.TryGetValue(id, out var known) && known.Version == version) return known.Target;
        if (Locate(id) is not var (scope, instance) || instance.IsTerminated) return null;
        if (_known.TryGetValue(instance.Id, out var old) && old.Version == version) return old.Target;
        var at = _store.Read(scope, Caller.System(scope.Account));
        var document = InstanceDocument.Of(
            instance, at, _roles.RoleOf(instance, at), _roles.IdentityOf(instance, at));
        var target = new MetadataTarget(
            old?.Target.InstanceId ?? instance.Id,
            InstanceDocument.OptionsOf(instance),
            Ec2Tree.Build(document, _signer, _store.Time.GetUtcNow()),
            old?.Target.Reads ?? new MetadataReadLog());
        var now = new Known(version, target);
        _known[instance.Id] = now;
        if (id != instance.Id) _known[id] = now;
        return target;
    }

    private (Scope Scope, InstanceRow Instance)? Locate(string id)
    {
        foreach (var (scope, partition) in _store.World.Partitions)
        {
            var instanceId = id.StartsWith("eni-", StringComparison.Ordinal)
                ? partition.Table<NetworkInterfaceRow>().Find(id)?.Attachment?.InstanceId
                : id;
            if (partition.Table<InstanceRow>().Find(instanceId) is { } instance) return (scope, instance);
        }

        return null;
    }

    private void Note(Committed committed)
    {
        foreach (var touch in committed.Touches)
        {
            if (!Relevant.Contains(touch.Kind.Name)) continue;
            Interlocked.Increment(ref _version);
            if (touch.Row is null) _known.TryRemove(touch.Id, out _);
        }
    }

    private sealed record Known(long Version, MetadataTarget Target);
}
