using Virga.Ec2.RecycleBins;
using Virga.Ec2.Snapshots;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Images;

/// <summary>Deregisters an image; its snapshots go with it if asked, and instances stay.</summary>
internal sealed class DeregisterImage : IMutation<DeregisterImageRequest, DeregisterImageResult>
{
    public static DeregisterImageResult Run(DeregisterImageRequest input, Change change)
    {
        var image = ChosenImage.Own(change, input.ImageId);
        if (image.DeregistrationProtection != "disabled" || image.ProtectedUntil > change.Now)
            throw Ec2Errors.OperationNotPermitted(
                $"The image '{image.Id}' has deregistration protection. Disable it and try again.");
        RecycleBin.Put(change, image);
        var results = input.DeleteAssociatedSnapshots == true ? DeleteSnapshots(change, image) : null;
        return new() { Return = true, DeleteSnapshotResults = results };
    }

    private static List<DeleteSnapshotReturnCode> DeleteSnapshots(Change change, ImageRow image)
    {
        var results = new List<DeleteSnapshotReturnCode>();
        foreach (var id in image.Devices.Select(device => device.SnapshotId).OfType<string>())
        {
            if (change.Find<SnapshotRow>(id) is not { } snapshot) continue;
            var isKept = change.Rows<ImageRow>().Any(ImageRow.BySnapshot, id)
                || change.Attempt<AwsException>(() => SnapshotLocks.DemandUnlocked(change, snapshot)) is not null;
            if (!isKept) RecycleBin.Put(change, snapshot);
            results.Add(new()
            {
                SnapshotId = id,
                ReturnCode = isKept ? SnapshotReturnCodes.Skipped : SnapshotReturnCodes.Success,
            });
        }

        return results;
    }
}
