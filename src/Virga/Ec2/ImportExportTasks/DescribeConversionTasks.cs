using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ImportExportTasks;

/// <summary>Lists imports of instances and volumes; there are none.</summary>
internal sealed class DescribeConversionTasks : IQuery<DescribeConversionTasksRequest, DescribeConversionTasksResult>
{
    public static DescribeConversionTasksResult Run(DescribeConversionTasksRequest input, WorldView at)
    {
        if (input.ConversionTaskIds is [var first, ..]) throw NoTasks.Conversion(first);
        return new() { ConversionTasks = [] };
    }
}
