using Virga.Ec2.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Lists snapshots: the caller's own and those that it may use.</summary>
internal sealed class DescribeSnapshots : IQuery<DescribeSnapshotsRequest, DescribeSnapshotsResult>
{
    private const string Self = "self";
    private const string Everybody = "all";

    private static readonly Filters<Snapshot> Filters = new()
    {
        { "description", snapshot => snapshot.Description },
        { "encrypted", snapshot => snapshot.Encrypted },
        { "owner-alias", snapshot => snapshot.OwnerAlias },
        { "owner-id", snapshot => snapshot.OwnerId },
        { "progress", snapshot => snapshot.Progress },
        { "snapshot-id", snapshot => snapshot.SnapshotId },
        { "start-time", snapshot => snapshot.StartTime },
        { "status", snapshot => snapshot.State },
        { "storage-tier", snapshot => snapshot.StorageTier },
        { "transfer-type", snapshot => snapshot.TransferType },
        { "volume-id", snapshot => snapshot.VolumeId },
        { "volume-size", snapshot => snapshot.VolumeSize },
    };

    public static DescribeSnapshotsResult Run(DescribeSnapshotsRequest input, WorldView at)
    {
        var chosen = Known(at).Where(one =>
            IsOwned(one.OwnerId, input.OwnerIds, at) && IsRestorable(one.Row, one.OwnerId, input, at)).ToList();
        if (input.SnapshotIds is { Count: > 0 } ids) chosen = Named(ids, chosen);
        var shapes = chosen.Select(one => SnapshotView.Of(one.Row, one.OwnerId, at));
        var all = TaggedFacts.Filter(shapes, snapshot => snapshot.Tags, Filters, input.Filters);
        var page = PageToken.Slice(all, input.MaxResults, input.NextToken);
        return new() { Snapshots = page.Items, NextToken = page.NextToken };
    }

    private static IEnumerable<(SnapshotRow Row, string OwnerId)> Known(WorldView at) =>
        at.Rows<SnapshotRow>().Select(row => (row, at.Account)).Concat(SharedSnapshots.Of(at));

    private static List<(SnapshotRow Row, string OwnerId)> Named(
        List<string> ids, List<(SnapshotRow Row, string OwnerId)> known)
    {
        foreach (var id in ids)
        {
            Ids.Check(SnapshotRow.Kind, id);
            if (!known.Exists(one => one.Row.Id == id)) throw SnapshotRow.Kind.NotFound!(id);
        }

        return known.FindAll(one => ids.Contains(one.Row.Id));
    }

    private static bool IsOwned(string ownerId, List<string>? owners, WorldView at) =>
        owners is not { Count: > 0 }
        || owners.Exists(owner => owner == ownerId || (owner == Self && ownerId == at.Account));

    private static bool IsRestorable(SnapshotRow row, string ownerId, DescribeSnapshotsRequest input, WorldView at) =>
        input.RestorableByUserIds is not { Count: > 0 } users || users.Exists(user => user switch
        {
            Everybody => row.IsPublic,
            Self => ownerId == at.Account || row.UserIds.Contains(at.Account),
            _ => row.UserIds.Contains(user),
        });
}
