using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Byoip;

/// <summary>Lists numbers of one's own: none.</summary>
internal sealed class DescribeIpamByoasn : IQuery<DescribeIpamByoasnRequest, DescribeIpamByoasnResult>
{
    public static DescribeIpamByoasnResult Run(DescribeIpamByoasnRequest input, WorldView at)
    {
        NoItems.Check(null, input.NextToken);
        return new() { Byoasns = [] };
    }
}
