using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.CapacityManager;

/// <summary>Lists exports of the capacity manager; there are none while it is off.</summary>
internal sealed class DescribeCapacityManagerDataExports
    : IQuery<DescribeCapacityManagerDataExportsRequest, DescribeCapacityManagerDataExportsResult>
{
    public static DescribeCapacityManagerDataExportsResult Run(
        DescribeCapacityManagerDataExportsRequest input, WorldView at)
    {
        if (input.CapacityManagerDataExportIds is [var first, ..]) throw NoDataExports.Absent(first);
        NoItems.Check(input.Filters, input.NextToken);
        return new() { CapacityManagerDataExports = [] };
    }
}
