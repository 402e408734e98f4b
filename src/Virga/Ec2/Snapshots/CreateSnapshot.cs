using Virga.Ec2.Outposts;
using Virga.Ec2.Tags;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Takes a snapshot of a volume, attached or not.</summary>
internal sealed class CreateSnapshot : IMutation<CreateSnapshotRequest, Snapshot>
{
    public static Snapshot Run(CreateSnapshotRequest input, Change change)
    {
        Elsewhere.RefuseOutpost(input.OutpostArn, nameof(input.OutpostArn));
        Elsewhere.RefuseLocal(input.Location, nameof(input.Location));
        Ids.Check(VolumeRow.Kind, input.VolumeId!);
        var volume = change.Get<VolumeRow>(input.VolumeId!);
        if (volume.State is not (VolumeState.Available or VolumeState.InUse))
            throw Ec2Errors.IncorrectState($"Volume '{volume.Id}' is in the '{volume.State}' state.");
        var snapshot = NewSnapshot.Of(change, volume, input.Description);
        change.TagNew(input.TagSpecifications, ResourceType.Snapshot, snapshot.Id);
        return SnapshotView.Of(snapshot, change.Account, change);
    }
}
