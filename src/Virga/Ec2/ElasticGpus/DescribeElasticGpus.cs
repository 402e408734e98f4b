using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ElasticGpus;

/// <summary>Lists elastic GPUs: AWS ended them in January 2024, and no launch takes one.</summary>
internal sealed class DescribeElasticGpus : IQuery<DescribeElasticGpusRequest, DescribeElasticGpusResult>
{
    public static DescribeElasticGpusResult Run(DescribeElasticGpusRequest input, WorldView at)
    {
        if (input.ElasticGpuIds is [var first, ..])
            throw NoItems.Absent("egpu", "InvalidElasticGpuID", "elastic GPU ID", first);
        NoItems.Check(
            input.Filters, input.NextToken,
            "availability-zone", "elastic-gpu-health", "elastic-gpu-state", "elastic-gpu-type", "instance-id");
        return new() { ElasticGpuSet = [] };
    }
}
