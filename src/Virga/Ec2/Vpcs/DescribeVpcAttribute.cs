using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Vpcs;

/// <summary>Shows one attribute of a VPC.</summary>
internal sealed class DescribeVpcAttribute : IQuery<DescribeVpcAttributeRequest, DescribeVpcAttributeResult>
{
    public static DescribeVpcAttributeResult Run(DescribeVpcAttributeRequest input, WorldView at)
    {
        var vpc = at.Named<VpcRow>(input.VpcId);
        var answer = new DescribeVpcAttributeResult { VpcId = vpc.Id };
        switch (input.Attribute)
        {
            case VpcAttributeName.EnableDnsSupport:
                answer.EnableDnsSupport = new() { Value = vpc.IsDnsSupportEnabled };
                break;
            case VpcAttributeName.EnableDnsHostnames:
                answer.EnableDnsHostnames = new() { Value = vpc.AreDnsHostnamesEnabled };
                break;
            case VpcAttributeName.EnableNetworkAddressUsageMetrics:
                answer.EnableNetworkAddressUsageMetrics = new() { Value = vpc.AreNetworkAddressUsageMetricsEnabled };
                break;
            default:
                throw CommonErrors.InvalidParameterValue(
                    $"Value ({input.Attribute}) for parameter attribute is invalid. Unknown attribute.");
        }

        return answer;
    }
}
