using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Stops sharing a snapshot with anybody.</summary>
internal sealed class ResetSnapshotAttribute : IMutation<ResetSnapshotAttributeRequest, ResetSnapshotAttributeResult>
{
    public static ResetSnapshotAttributeResult Run(ResetSnapshotAttributeRequest input, Change change)
    {
        if (input.Attribute != SnapshotAttributeName.CreateVolumePermission)
            throw CommonErrors.InvalidParameterValue(
                $"Value ({input.Attribute}) for parameter attribute is invalid. The attribute cannot be reset.");
        Ids.Check(SnapshotRow.Kind, input.SnapshotId!);
        change.Update<SnapshotRow>(input.SnapshotId!, row => row with { IsPublic = false, UserIds = [] });
        return new();
    }
}
