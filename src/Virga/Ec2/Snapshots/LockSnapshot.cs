using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Locks a snapshot, or changes its lock; a compliance lock can only grow after its cooling-off.</summary>
internal sealed class LockSnapshot : IMutation<LockSnapshotRequest, LockSnapshotResult>
{
    private const int MaxDays = 36_500;
    private const int MaxCoolOffHours = 72;

    public static LockSnapshotResult Run(LockSnapshotRequest input, Change change)
    {
        var row = change.Named<SnapshotRow>(input.SnapshotId);
        var next = new SnapshotLock(input.LockMode!, change.Now, End(input, change.Now))
        {
            DurationDays = (int)Math.Ceiling((End(input, change.Now) - change.Now).TotalDays),
            CoolOffHours = input.CoolOffPeriod,
        };
        CheckCoolOff(input);
        if (row.Lock is { } held && held.StateAt(change.Now) == LockState.Compliance
            && (next.Mode != held.Mode || next.ExpiresOn < held.ExpiresOn))
            throw Ec2Errors.OperationNotPermitted(
                $"The compliance lock of the snapshot '{row.Id}' can only be extended.");
        var shape = SnapshotLocks.View(change.Put(row with { Lock = next }), change);
        return new()
        {
            SnapshotId = shape.SnapshotId, LockState = shape.LockState, LockDuration = shape.LockDuration,
            CoolOffPeriod = shape.CoolOffPeriod, CoolOffPeriodExpiresOn = shape.CoolOffPeriodExpiresOn,
            LockCreatedOn = shape.LockCreatedOn, LockDurationStartTime = shape.LockDurationStartTime,
            LockExpiresOn = shape.LockExpiresOn,
        };
    }

    private static DateTimeOffset End(LockSnapshotRequest input, DateTimeOffset now)
    {
        if (input.LockDuration is null == input.ExpirationDate is null)
            throw CommonErrors.InvalidParameterCombination(
                "One of the parameters LockDuration and ExpirationDate must be given.");
        var end = input.ExpirationDate ?? now.AddDays(Math.Clamp(input.LockDuration!.Value, 0, MaxDays + 1));
        var days = (end - now).TotalDays;
        return days is >= 1 and <= MaxDays
            ? end
            : throw CommonErrors.InvalidParameterValue($"A snapshot is locked for 1 to {MaxDays} days.");
    }

    private static void CheckCoolOff(LockSnapshotRequest input)
    {
        if (input.CoolOffPeriod is not { } hours) return;
        if (input.LockMode != LockMode.Compliance)
            throw CommonErrors.InvalidParameterCombination("CoolOffPeriod is for the mode compliance only.");
        if (hours is < 1 or > MaxCoolOffHours)
            throw CommonErrors.InvalidParameterValue($"A cooling-off period lasts 1 to {MaxCoolOffHours} hours.");
    }
}
