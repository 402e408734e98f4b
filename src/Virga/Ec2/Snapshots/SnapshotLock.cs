using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>
/// A lock that keeps a snapshot from being deleted (EBS User Guide, "Lock Amazon EBS snapshots"). Its state follows
/// from
/// the time.
/// </summary>
/// <param name="Mode"><c>governance</c> or <c>compliance</c>.</param>
/// <param name="CreatedOn">When it was locked.</param>
/// <param name="ExpiresOn">When it ends.</param>
internal sealed record SnapshotLock(string Mode, DateTimeOffset CreatedOn, DateTimeOffset ExpiresOn)
{
    public required int DurationDays { get; init; }

    /// <summary>In hours; compliance only: until its end the lock can still be changed.</summary>
    public int? CoolOffHours { get; init; }

    public DateTimeOffset? CoolOffExpiresOn => CoolOffHours is { } hours ? CreatedOn.AddHours(hours) : null;

    /// <summary><c>expired</c>, <c>compliance-cooloff</c>, or the mode.</summary>
    public string StateAt(DateTimeOffset now) => ExpiresOn <= now ? LockState.Expired
        : Mode == LockMode.Compliance && CoolOffExpiresOn > now ? LockState.ComplianceCooloff
        : Mode;
}

/// <summary>What locks forbid, and how they are shown.</summary>
internal static class SnapshotLocks
{
    /// <summary>Throws AWS's error for a snapshot whose lock has not expired.</summary>
    public static void DemandUnlocked(WorldView at, SnapshotRow row)
    {
        if (row.Lock is { } held && held.StateAt(at.Now) != LockState.Expired)
            throw Ec2Errors.OperationNotPermitted(
                $"The snapshot '{row.Id}' is locked until {held.ExpiresOn.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'} and "
                + "cannot be deleted.");
    }

    public static LockedSnapshotsInfo View(SnapshotRow row, WorldView at) => new()
    {
        OwnerId = at.Account,
        SnapshotId = row.Id,
        LockState = row.Lock!.StateAt(at.Now),
        LockDuration = row.Lock.DurationDays,
        CoolOffPeriod = row.Lock.CoolOffHours,
        CoolOffPeriodExpiresOn = row.Lock.CoolOffExpiresOn,
        LockCreatedOn = row.Lock.CreatedOn,
        LockDurationStartTime = row.Lock.CreatedOn,
        LockExpiresOn = row.Lock.ExpiresOn,
    };
}
