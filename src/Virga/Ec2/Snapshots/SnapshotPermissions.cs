using Virga.State;
using Virga.Service;
using Virga.Ec2.Volumes;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Who may make volumes of a snapshot.</summary>
internal static class SnapshotPermissions
{
    private const string Everybody = "all";

    /// <summary>As DescribeSnapshotAttribute shows them.</summary>
    public static List<CreateVolumePermission> Show(SnapshotRow row) =>
    [
        .. row.IsPublic ? [new CreateVolumePermission { Group = Everybody }] : Array.Empty<CreateVolumePermission>(),
        .. row.UserIds.Select(user => new CreateVolumePermission { UserId = user }),
    ];

    /// <summary>The snapshot with permissions added and removed.</summary>
    public static SnapshotRow Changed(
        Change change, SnapshotRow row, List<CreateVolumePermission> added, List<CreateVolumePermission> removed)
    {
        var makesPublic = added.Exists(one => one.Group == Everybody);
        if (makesPublic && EbsSettingsRow.Of(change).SnapshotPublicAccess != SnapshotBlockPublicAccessState.Unblocked)
            throw Ec2Errors.OperationNotPermitted(
                "Public access to snapshots is blocked for the account in this region.");
        if (makesPublic && row.IsEncrypted)
            throw Ec2Errors.OperationNotPermitted("Encrypted snapshots may not be shared publicly.");
        var gone = removed.Select(one => one.UserId).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var users = row.UserIds.Concat(added.Select(one => one.UserId).OfType<string>())
            .Where(user => !gone.Contains(user)).Distinct(StringComparer.Ordinal);
        return row with
        {
            IsPublic = (row.IsPublic || makesPublic) && !removed.Exists(one => one.Group == Everybody),
            UserIds = [.. users],
        };
    }
}
