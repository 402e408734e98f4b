using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClassicLink;

/// <summary>Retired with EC2-Classic.</summary>
internal sealed class DescribeClassicLinkInstances
    : IQuery<DescribeClassicLinkInstancesRequest, DescribeClassicLinkInstancesResult>
{
    public static DescribeClassicLinkInstancesResult Run(DescribeClassicLinkInstancesRequest input, WorldView at)
    {
        NoItems.Check(input.Filters, input.NextToken, "group-id", "instance-id", "vpc-id");
        throw ClassicLinkErrors.Retired();
    }
}
