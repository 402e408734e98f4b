using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClassicLink;

/// <summary>Retired with EC2-Classic.</summary>
internal sealed class DescribeVpcClassicLink : IQuery<DescribeVpcClassicLinkRequest, DescribeVpcClassicLinkResult>
{
    public static DescribeVpcClassicLinkResult Run(DescribeVpcClassicLinkRequest input, WorldView at)
    {
        NoItems.Check(input.Filters, null, "is-classic-link-enabled");
        throw ClassicLinkErrors.Retired();
    }
}
