using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Snapshots;

/// <summary>Shows one attribute of a snapshot.</summary>
internal sealed class DescribeSnapshotAttribute
    : IQuery<DescribeSnapshotAttributeRequest, DescribeSnapshotAttributeResult>
{
    public static DescribeSnapshotAttributeResult Run(DescribeSnapshotAttributeRequest input, WorldView at)
    {
        Ids.Check(SnapshotRow.Kind, input.SnapshotId!);
        var row = at.Get<SnapshotRow>(input.SnapshotId!);
        return input.Attribute == SnapshotAttributeName.CreateVolumePermission
            ? new() { SnapshotId = row.Id, CreateVolumePermissions = SnapshotPermissions.Show(row) }
            : new() { SnapshotId = row.Id, ProductCodes = [] };
    }
}
