using Virga.Ec2.Images;
using Virga.Ec2.Instances;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>
/// Exchanges the root volume of a running instance for one in its first state, of a snapshot, or of an image. A
/// container gets a new file system, a virtual machine a new disk that it boots from; the old one goes, since it is no
/// volume that could be attached elsewhere.
/// </summary>
internal sealed class CreateReplaceRootVolumeTask
    : IMutation<CreateReplaceRootVolumeTaskRequest, CreateReplaceRootVolumeTaskResult>
{
    public static CreateReplaceRootVolumeTaskResult Run(CreateReplaceRootVolumeTaskRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        if (instance.State != InstanceStateName.Running)
            throw Ec2Errors.IncorrectInstanceState(instance.Id, "The instance '{id}' is not in the 'running' state.");
        if (input.SnapshotId is not null && input.ImageId is not null)
            throw CommonErrors.InvalidParameterCombination(
                "The parameters SnapshotId and ImageId cannot be used together.");
        if (input.VolumeInitializationRate is not null)
            throw new AwsException("UnsupportedOperation", "VolumeInitializationRate is not supported here.");
        if (RootReplacement.Of(change, instance.Id) is { } other)
            throw Ec2Errors.IncorrectState(
                $"The root volume of the instance '{instance.Id}' is being replaced by the task '{other.Id}'.");
        var isMachine = instance.Backend != Simulation.Backend;
        if (isMachine) RootReplacement.Check(input, instance);
        var (snapshot, reference) = Source(input, instance, change);
        var row = change.Put(new ReplaceRootVolumeTaskRow(change.NewId("replacevol"))
        {
            InstanceId = instance.Id,
            State = ReplaceRootVolumeTaskState.Pending,
            StartTime = change.Now,
            ImageId = input.ImageId,
            SnapshotId = snapshot,
            Reference = isMachine && !RootReplacement.IsOfDisk(instance) ? reference : null,
            DeletesOldVolume = input.DeleteReplacedRootVolume ?? isMachine,
        });
        change.TagNew(input.TagSpecifications, ResourceType.ReplaceRootVolumeTask, row.Id);
        change.Later<RootVolumeIsReplaced>(RootVolumeIsReplaced.Delay, row.Id);
        return new() { ReplaceRootVolumeTask = ReplaceRootVolumeTaskRow.View(row, change) };
    }

    /// <summary>The snapshot that the new volume is of, and what the backend starts.</summary>
    private static (string? SnapshotId, string? Reference) Source(
        CreateReplaceRootVolumeTaskRequest input, InstanceRow instance, Change change)
    {
        if (input.SnapshotId is { } asked)
        {
            var snapshot = SnapshotSource.Get(change, asked);
            return (snapshot.Id, RootReplacement.ReferenceOf(snapshot.Id, instance, change));
        }

        if (input.ImageId is not { } id)
            return (RootVolumes.Of(change, instance).SnapshotId, instance.BackendImage);
        var image = LaunchImage.Find(change, id) ?? throw Ec2Errors.AmiNotFound(id);
        if (image.Architecture != instance.Architecture)
            throw CommonErrors.InvalidParameterValue(
                $"The architecture of the image '{id}' is not that of the instance '{instance.Id}'.");
        if (instance.Backend != Simulation.Backend && image.Backend != instance.Backend)
            throw CommonErrors.InvalidParameterValue(
                $"The image '{id}' is not one that the instance '{instance.Id}' can boot from.");
        return (image.Devices[0].SnapshotId, image.Reference);
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
