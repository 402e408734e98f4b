using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Lists snapshots with their tiers and how they came there.</summary>
internal sealed class DescribeSnapshotTierStatus
    : IQuery<DescribeSnapshotTierStatusRequest, DescribeSnapshotTierStatusResult>
{
    private const int Done = 100;

    private static readonly Listing<SnapshotRow, SnapshotTierStatus> Listing = new()
    {
        View = View,
        Filters = new()
        {
            { "snapshot-id", one => one.SnapshotId },
            { "volume-id", one => one.VolumeId },
            { "last-tiering-operation", one => one.LastTieringOperationStatus },
        },
    };

    public static DescribeSnapshotTierStatusResult Run(DescribeSnapshotTierStatusRequest input, WorldView at)
    {
        var page = Listing.Page(at, ids: null, input.Filters, input.MaxResults, input.NextToken);
        return new() { SnapshotTierStatuses = page.Items, NextToken = page.NextToken };
    }

    private static SnapshotTierStatus View(SnapshotRow row, WorldView at) => new()
    {
        SnapshotId = row.Id,
        VolumeId = row.VolumeId,
        Status = row.State,
        OwnerId = at.Account,
        Tags = at.TagsOf(row.Id),
        StorageTier = row.StorageTier,
        LastTieringStartTime = row.Tiering?.StartTime,
        LastTieringProgress = row.Tiering is { } tiering ? tiering.IsMoving ? 0 : Done : null,
        LastTieringOperationStatus = row.Tiering?.Status,
        ArchivalCompleteTime = row.Tiering?.ArchivedAt,
        RestoreExpiryTime = row.Tiering?.RestoreExpiry,
    };
}
