using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>The exchange of the root of a machine: what can be, what is to be done, and how it ended.</summary>
internal static class RootReplacement
{
    /// <summary>Machines whose root is a disk that the hypervisor holds.</summary>
    private const string Hypervisor = "libvirt";

    /// <summary>The exchange that is not over yet, or null.</summary>
    public static ReplaceRootVolumeTaskRow? Of(WorldView at, string instanceId) =>
        at.Rows<ReplaceRootVolumeTaskRow>().By(ReplaceRootVolumeTaskRow.ByInstance, instanceId).FirstOrDefault(task =>
            task.State is ReplaceRootVolumeTaskState.Pending or ReplaceRootVolumeTaskState.InProgress);

    /// <summary>What a machine's worker is to do now, or null.</summary>
    public static ReplaceRootVolumeTaskRow? Wish(WorldView at, string instanceId) =>
        Of(at, instanceId) is { State: ReplaceRootVolumeTaskState.InProgress, Reference: not null } task ? task : null;

    /// <summary>Refuses what cannot be made true of a machine.</summary>
    public static void Check(CreateReplaceRootVolumeTaskRequest input, InstanceRow instance)
    {
        if (instance.Backend == Hypervisor)
            throw new AwsException("UnsupportedOperation",
                $"Virga cannot replace the root of an instance on the backend '{instance.Backend}'.");
        if (input.DeleteReplacedRootVolume == false)
            throw new AwsException("UnsupportedOperation",
                "The root of a container is no volume that could be kept: DeleteReplacedRootVolume must be true.");
    }

    /// <summary>What a backend starts for the root snapshot of an image of it.</summary>
    public static string? ReferenceOf(string snapshotId, InstanceRow instance, WorldView at)
    {
        if (instance.Backend == Simulation.Backend) return null;
        var image = at.Rows<ImageRow>().By(ImageRow.BySnapshot, snapshotId).FirstOrDefault(one =>
            one is { State: ImageState.Available, Reference: not null } && one.Backend == instance.Backend
            && one.Architecture == instance.Architecture
            && one.Devices.Any(device => device.DeviceName == one.RootDeviceName && device.SnapshotId == snapshotId));
        return image?.Reference ?? throw new AwsException("UnsupportedOperation",
            $"The snapshot '{snapshotId}' holds no root of a container: that of an image which CreateImage made does.");
    }

    /// <summary>The machine has its new root.</summary>
    public static void Succeed(Change change, string taskId)
    {
        if (change.Find<ReplaceRootVolumeTaskRow>(taskId) is not { State: ReplaceRootVolumeTaskState.InProgress } task
            || change.Find<InstanceRow>(task.InstanceId) is not { IsTerminated: false } instance)
            return;
        var old = RootVolumes.Of(change, instance);
        var held = old.Attachments.First(one => one.InstanceId == instance.Id);
        if (task.DeletesOldVolume) change.Remove<VolumeRow>(old.Id);
        else change.Put(old with { Attachments = [], State = VolumeState.Available });
        NewVolume.AttachAtLaunch(
            change,
            old with { Id = change.NewId("vol"), Sequence = 0, SnapshotId = task.SnapshotId, SourceVolumeId = null },
            old.AvailabilityZone, instance.Id, held.Device, held.IsDeletedOnTermination);
        change.Put(instance with
        {
            ImageId = task.ImageId ?? instance.ImageId, BackendImage = task.Reference ?? instance.BackendImage,
        });
        change.Put(task with { State = ReplaceRootVolumeTaskState.Succeeded, CompleteTime = change.Now });
    }

    /// <summary>Nothing was exchanged, or can be any more.</summary>
    public static void Fail(Change change, string instanceId)
    {
        if (Of(change, instanceId) is { } task)
            change.Put(task with { State = ReplaceRootVolumeTaskState.Failed, CompleteTime = change.Now });
    }
}

/// <summary>
/// The root volume of a simulated instance is exchanged by the clock; that of a machine when its backend has done it.
/// </summary>
internal sealed class RootVolumeIsReplaced : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<ReplaceRootVolumeTaskRow>(subject) is not { } task) return;
        if (change.Find<InstanceRow>(task.InstanceId) is not { State: InstanceStateName.Running })
        {
            RootReplacement.Fail(change, task.InstanceId);
            return;
        }

        if (task.State == ReplaceRootVolumeTaskState.Pending)
        {
            change.Put(task with { State = ReplaceRootVolumeTaskState.InProgress });
            if (task.Reference is null) change.Later<RootVolumeIsReplaced>(Delay, subject);
            return;
        }

        RootReplacement.Succeed(change, subject);
    }
}
