using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Volumes;

/// <summary>Lists the last modification of each volume that had one.</summary>
internal sealed class DescribeVolumesModifications
    : IQuery<DescribeVolumesModificationsRequest, DescribeVolumesModificationsResult>
{
    private static readonly Listing<VolumeModificationRow, VolumeModification> Listing = new()
    {
        View = VolumeModificationView.Of,
        Filters = new()
        {
            { "modification-state", one => one.ModificationState },
            { "original-iops", one => one.OriginalIops },
            { "original-size", one => one.OriginalSize },
            { "original-volume-type", one => one.OriginalVolumeType },
            { "originalMultiAttachEnabled", one => one.OriginalMultiAttachEnabled },
            { "start-time", one => one.StartTime },
            { "target-iops", one => one.TargetIops },
            { "target-size", one => one.TargetSize },
            { "target-volume-type", one => one.TargetVolumeType },
            { "targetMultiAttachEnabled", one => one.TargetMultiAttachEnabled },
            { "volume-id", one => one.VolumeId },
        },
    };

    public static DescribeVolumesModificationsResult Run(DescribeVolumesModificationsRequest input, WorldView at)
    {
        foreach (var id in input.VolumeIds ?? [])
        {
            Ids.Check(VolumeRow.Kind, id);
            at.Get<VolumeRow>(id);
        }

        var page = Listing.Page(at, input.VolumeIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { VolumesModifications = page.Items, NextToken = page.NextToken };
    }
}
