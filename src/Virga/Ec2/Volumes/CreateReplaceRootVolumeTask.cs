using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>
/// Exchanges the root volume of a running, simulated instance for one in its first state, of a snapshot, or of an
/// image.
/// The root of a machine that a backend runs cannot be exchanged yet, so that is refused.
/// </summary>
internal sealed class CreateReplaceRootVolumeTask
    : IMutation<CreateReplaceRootVolumeTaskRequest, CreateReplaceRootVolumeTaskResult>
{
    public static CreateReplaceRootVolumeTaskResult Run(CreateReplaceRootVolumeTaskRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        if (instance.State != InstanceStateName.Running)
            throw Ec2Errors.IncorrectInstanceState(instance.Id, "The instance '{id}' is not in the 'running' state.");
        if (instance.Backend != Simulation.Backend)
            throw new AwsException("UnsupportedOperation",
                $"Virga cannot replace the root of an instance on the backend '{instance.Backend}'.");
        if (input.SnapshotId is not null && input.ImageId is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameters SnapshotId and ImageId cannot be used together.");
        var row = change.Put(new ReplaceRootVolumeTaskRow(change.NewId("replacevol"))
        {
            InstanceId = instance.Id,
            State = ReplaceRootVolumeTaskState.Pending,
            StartTime = change.Now,
            ImageId = input.ImageId,
            SnapshotId = Source(input, instance, change),
            DeletesOldVolume = input.DeleteReplacedRootVolume ?? false,
        });
        change.TagNew(input.TagSpecifications, ResourceType.ReplaceRootVolumeTask, row.Id);
        change.Later<RootVolumeIsReplaced>(RootVolumeIsReplaced.Delay, row.Id);
        return new() { ReplaceRootVolumeTask = ReplaceRootVolumeTaskRow.View(row, change) };
    }

    private static string? Source(
        CreateReplaceRootVolumeTaskRequest input, InstanceRow instance, Change change)
    {
        if (input.SnapshotId is { } snapshot) return SnapshotSource.Get(change, snapshot).Id;
        if (input.ImageId is not { } id) return RootVolumes.Of(change, instance).SnapshotId;
        var image = LaunchImage.Find(change, id) ?? throw Ec2Errors.AmiNotFound(id);
        if (image.Architecture != instance.Architecture)
            throw CommonErrors.InvalidParameterValue(
                $"The architecture of the image '{id}' is not that of the instance '{instance.Id}'.");
        return image.Devices[0].SnapshotId;
    }
}

/// <summary>The volumes that instances boot from.</summary>
internal static class RootVolumes
{
    /// <summary>The root volume, or AWS's error for an instance that has none.</summary>
    public static VolumeRow Of(WorldView at, InstanceRow instance) =>
        at.Rows<VolumeRow>().By(VolumeRow.ByInstance, instance.Id).FirstOrDefault(volume =>
            volume.Attachments.Any(one => one.InstanceId == instance.Id && one.Device == instance.RootDeviceName))
        ?? throw Ec2Errors.IncorrectState($"The instance '{instance.Id}' has no root volume.");
}

/// <summary>
/// A root volume is exchanged: first the task begins, then the new volume is in the place of the old.
/// </summary>
internal sealed class RootVolumeIsReplaced : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    public static void Run(Change change, string subject)
    {
        if (change.Find<ReplaceRootVolumeTaskRow>(subject) is not { } task) return;
        var instance = change.Find<InstanceRow>(task.InstanceId);
        if (instance is not { State: InstanceStateName.Running })
        {
            change.Put(task with { State = ReplaceRootVolumeTaskState.Failed, CompleteTime = change.Now });
            return;
        }

        if (task.State == ReplaceRootVolumeTaskState.Pending)
        {
            change.Put(task with { State = ReplaceRootVolumeTaskState.InProgress });
            change.Later<RootVolumeIsReplaced>(Delay, subject);
            return;
        }

        Replace(change, task, instance);
        change.Put(task with { State = ReplaceRootVolumeTaskState.Succeeded, CompleteTime = change.Now });
    }

    private static void Replace(Change change, ReplaceRootVolumeTaskRow task, InstanceRow instance)
    {
        var old = RootVolumes.Of(change, instance);
        var held = old.Attachments.First(one => one.InstanceId == instance.Id);
        if (task.DeletesOldVolume) change.Remove<VolumeRow>(old.Id);
        else change.Put(old with { Attachments = [], State = VolumeState.Available });
        NewVolume.AttachAtLaunch(
            change,
            old with { Id = change.NewId("vol"), Sequence = 0, SnapshotId = task.SnapshotId, SourceVolumeId = null },
            old.AvailabilityZone, instance.Id, held.Device, held.IsDeletedOnTermination);
        if (task.ImageId is { } image) change.Put(instance with { ImageId = image });
    }
}
