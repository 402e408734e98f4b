using Virga.Ec2.Vpcs;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcEncryptionControls;

/// <summary>Lists encryption controls.</summary>
internal sealed class DescribeVpcEncryptionControls
    : IQuery<DescribeVpcEncryptionControlsRequest, DescribeVpcEncryptionControlsResult>
{
    public static DescribeVpcEncryptionControlsResult Run(DescribeVpcEncryptionControlsRequest input, WorldView at)
    {
        foreach (var id in input.VpcIds ?? []) at.Named<VpcRow>(id);
        var listing = new Listing<VpcEncryptionControlRow, VpcEncryptionControl>
        {
            View = CreateVpcEncryptionControl.Shape,
            IsVisible = (row, _) => input.VpcIds is not { Count: > 0 } ids || ids.Contains(row.VpcId),
            Filters = new()
            {
                { "mode", one => one.Mode },
                { "state", one => one.State },
                { "vpc-encryption-control-id", one => one.VpcEncryptionControlId },
                { "vpc-id", one => one.VpcId },
            },
        };
        var page = listing.Page(
            at, input.VpcEncryptionControlIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { VpcEncryptionControls = page.Items, NextToken = page.NextToken };
    }
}
