using Virga.Compute;
using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Ec2.Snapshots;
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
        if (input.DeleteReplacedRootVolume == false)
            throw new AwsException("UnsupportedOperation",
                "The root of a machine is no volume that could be attached elsewhere: DeleteReplacedRootVolume must be "
                + "true.");
    }

    /// <summary>Whether the root is a disk, so that a boot from another disk is all of the exchange.</summary>
    public static bool IsOfDisk(InstanceRow instance) => instance.Backend == Hypervisor;

    /// <summary>What a backend starts for the root snapshot of an image of it.</summary>
    public static string? ReferenceOf(string snapshotId, InstanceRow instance, WorldView at)
    {
        if (instance.Backend == Simulation.Backend) return null;
        if (IsOfDisk(instance))
            return at.Find<SnapshotRow>(snapshotId) is { IsOnDisk: true }
                ? instance.BackendImage
                : throw new AwsException("UnsupportedOperation", $"The snapshot '{snapshotId}' holds no disk.");
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
        Exchange(change, task, instance);
        End(change, task);
    }

    /// <summary>A virtual machine boots from its new disk; the task ends when it has.</summary>
    public static void Begin(Change change, ReplaceRootVolumeTaskRow task, InstanceRow instance)
    {
        var reference = task.ImageId is null ? null : LaunchImage.Find(change, task.ImageId)?.Reference;
        Exchange(change, task with { Reference = reference }, instance);
        Instances.InstanceLifecycle.AskReboot(change, change.Get<InstanceRow>(instance.Id));
    }

    /// <summary>A machine has booted: from its new disk, where there is one.</summary>
    public static void Booted(Change change, string instanceId)
    {
        if (Of(change, instanceId) is { State: ReplaceRootVolumeTaskState.InProgress } task
            && change.Find<InstanceRow>(instanceId) is { } instance && IsOfDisk(instance)
            && instance.BootDone >= instance.Boot)
            End(change, task);
    }

    /// <summary>A machine is off, or gone. A virtual one that is started again boots from its new disk.</summary>
    public static void Ended(Change change, string instanceId, Power power)
    {
        if (power == Power.Stopped && change.Find<InstanceRow>(instanceId) is { } instance && IsOfDisk(instance))
            return;
        Fail(change, instanceId);
    }

    private static void End(Change change, ReplaceRootVolumeTaskRow task) =>
        change.Put(task with { State = ReplaceRootVolumeTaskState.Succeeded, CompleteTime = change.Now });

    private static void Exchange(Change change, ReplaceRootVolumeTaskRow task, InstanceRow instance)
    {
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
        if (change.Find<InstanceRow>(task.InstanceId) is not { State: InstanceStateName.Running } instance)
        {
            RootReplacement.Fail(change, task.InstanceId);
            return;
        }

        if (task.State == ReplaceRootVolumeTaskState.Pending)
        {
            change.Put(task with { State = ReplaceRootVolumeTaskState.InProgress });
            if (RootReplacement.IsOfDisk(instance)) RootReplacement.Begin(change, task, instance);
            else if (task.Reference is null) change.Later<RootVolumeIsReplaced>(Delay, subject);
            return;
        }

        RootReplacement.Succeed(change, subject);
    }
}
