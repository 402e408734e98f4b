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
        change.Remove<ImageRow>(image.Id);
        var results = input.DeleteAssociatedSnapshots == true ? DeleteSnapshots(change, image) : null;
        return new() { Return = true, DeleteSnapshotResults = results };
    }

    private static List<DeleteSnapshotReturnCode> DeleteSnapshots(Change change, ImageRow image)
    {
        var results = new List<DeleteSnapshotReturnCode>();
        foreach (var id in image.Devices.Select(device => device.SnapshotId).OfType<string>())
        {
            if (change.Find<SnapshotRow>(id) is null) continue;
            var isShared = change.Rows<ImageRow>().Any(ImageRow.BySnapshot, id);
            if (!isShared) change.Remove<SnapshotRow>(id);
            results.Add(new()
            {
                SnapshotId = id,
                ReturnCode = isShared ? SnapshotReturnCodes.Skipped : SnapshotReturnCodes.Success,
            });
        }

        return results;
    }
}
