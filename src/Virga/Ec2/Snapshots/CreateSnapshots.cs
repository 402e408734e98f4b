using Virga.Ec2.Instances;
using Virga.Ec2.Outposts;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Takes snapshots of all volumes of an instance at one instant.</summary>
internal sealed class CreateSnapshots : IMutation<CreateSnapshotsRequest, CreateSnapshotsResult>
{
    public static CreateSnapshotsResult Run(CreateSnapshotsRequest input, Change change)
    {
        Elsewhere.RefuseOutpost(input.OutpostArn, nameof(input.OutpostArn));
        Elsewhere.RefuseLocal(input.Location, nameof(input.Location));
        var asked = input.InstanceSpecification!;
        var instance = ChosenInstances.One(change, asked.InstanceId);
        var left = asked.ExcludeDataVolumeIds ?? [];
        var volumes = change.Rows<VolumeRow>().By(VolumeRow.ByInstance, instance.Id)
            .Where(volume => !left.Contains(volume.Id))
            .Where(volume => asked.ExcludeBootVolume != true || !IsRoot(volume, instance))
            .ToList();
        if (volumes.Count == 0)
            throw CommonErrors.InvalidParameterValue("There are no volumes left to take snapshots of.");
        return new() { Snapshots = [.. volumes.Select(volume => One(volume, input, change))] };
    }

    private static SnapshotInfo One(VolumeRow volume, CreateSnapshotsRequest input, Change change)
    {
        var snapshot = NewSnapshot.Of(change, volume, input.Description);
        if (input.CopyTagsFromSource == CopyTagsFromSource.Volume)
            Tagging.Add(change, snapshot.Id, [.. change.TagsOf(volume.Id).Where(tag =>
                !tag.Key!.StartsWith("aws:", StringComparison.Ordinal))]);
        change.TagNew(input.TagSpecifications, ResourceType.Snapshot, snapshot.Id);
        return SnapshotView.Info(snapshot, change);
    }

    private static bool IsRoot(VolumeRow volume, InstanceRow instance) => volume.Attachments.Any(one =>
        one.InstanceId == instance.Id && one.Device == instance.RootDeviceName);
}
