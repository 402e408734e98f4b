using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcBlockPublicAccess;

/// <summary>Says what of the internet the account's VPCs of a region are kept from.</summary>
internal sealed class DescribeVpcBlockPublicAccessOptions
    : IQuery<DescribeVpcBlockPublicAccessOptionsRequest, DescribeVpcBlockPublicAccessOptionsResult>
{
    public static DescribeVpcBlockPublicAccessOptionsResult Run(
        DescribeVpcBlockPublicAccessOptionsRequest input, WorldView at) =>
        new() { VpcBlockPublicAccessOptions = BlockPublicAccessView.Options(at) };
}
