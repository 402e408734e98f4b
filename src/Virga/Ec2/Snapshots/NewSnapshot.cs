using Virga.Ec2.Instances;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Takes snapshots: pending at first, completed after a while.</summary>
internal static class NewSnapshot
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    /// <summary>As the bytes cannot be had, there is no snapshot of them.</summary>
    public const string Elsewhere =
        "The volume's bytes are in the storage pool of a hypervisor on another host, of which no snapshot is taken.";

    private const string HasNoBytes = "This snapshot holds no bytes: its volume is the file system of a container, "
        + "which only images keep (CreateImage). A volume of it is empty.";

    /// <summary>
    /// The time within which a copy completes: steps of 15 minutes up to two days (EBS User Guide, "Time-based
    /// copies").
    /// Copies here are quicker than that.
    /// </summary>
    public static int? CheckDuration(long? minutes, string parameter) =>
        minutes is null or (>= 15 and <= 2_880) && minutes.GetValueOrDefault() % 15 == 0
            ? (int?)minutes
            : throw CommonErrors.InvalidParameterValue(
                $"Invalid value '{minutes}' for {parameter}. It must be in steps of 15 from 15 to 2880.");

    public static SnapshotRow Of(Change change, VolumeRow volume, string? description)
    {
        var snapshot = change.Put(new SnapshotRow(change.NewId("snap"))
        {
            VolumeId = volume.Id,
            SizeGiB = volume.SizeGiB,
            State = SnapshotState.Pending,
            StartTime = change.Now,
            Description = description ?? "",
            IsEncrypted = volume.IsEncrypted,
            KmsKeyId = volume.KmsKeyId,
            IsOnDisk = volume.IsOnDisk && !volume.IsElsewhere,
            StateMessage = volume.IsElsewhere ? Elsewhere : IsContainerRoot(volume, change) ? HasNoBytes : null,
        });
        Begin(change, snapshot);
        return snapshot;
    }

    private static bool IsContainerRoot(VolumeRow volume, WorldView at) => !volume.IsOnDisk && volume.Attachments.Any(
        one => at.Find<InstanceRow>(one.InstanceId) is { Backend: "docker" } instance
            && RealVolumes.IsMachineRoot(instance, one.Device));

    /// <summary>Lets a pending snapshot complete; one with bytes does when it has them, and it is told so.</summary>
    public static void Begin(Change change, SnapshotRow snapshot)
    {
        if (!snapshot.IsOnDisk) change.Later<SnapshotIsCompleted>(Delay, snapshot.Id);
    }
}

/// <summary>A snapshot holds all its data, or it is known that it never will.</summary>
internal sealed class SnapshotIsCompleted : ITransition
{
    public static void Run(Change change, string subject)
    {
        if (change.Find<SnapshotRow>(subject) is { State: SnapshotState.Pending } snapshot)
            change.Put(snapshot.StateMessage == NewSnapshot.Elsewhere
                ? snapshot with { State = SnapshotState.Error }
                : snapshot with { State = SnapshotState.Completed, CompletionTime = change.Now });
    }
}
