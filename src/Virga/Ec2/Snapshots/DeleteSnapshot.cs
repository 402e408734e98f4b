using Virga.Ec2.Images;
using Virga.Ec2.RecycleBins;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Deletes a snapshot that no image of the account is made of.</summary>
internal sealed class DeleteSnapshot : IMutation<DeleteSnapshotRequest, DeleteSnapshotResult>
{
    public static DeleteSnapshotResult Run(DeleteSnapshotRequest input, Change change)
    {
        Ids.Check(SnapshotRow.Kind, input.SnapshotId!);
        var snapshot = change.Get<SnapshotRow>(input.SnapshotId!);
        if (change.Rows<ImageRow>().By(ImageRow.BySnapshot, snapshot.Id).FirstOrDefault() is { } image)
            throw new AwsException("InvalidSnapshot.InUse",
                $"The snapshot {snapshot.Id} is currently in use by {image.Id}");
        SnapshotLocks.DemandUnlocked(change, snapshot);
        RecycleBin.Put(change, snapshot);
        return new();
    }
}
