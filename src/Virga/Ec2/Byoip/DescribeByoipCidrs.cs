using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Byoip;

/// <summary>Lists blocks of one's own: none, since nobody here can check who owns them.</summary>
internal sealed class DescribeByoipCidrs : IQuery<DescribeByoipCidrsRequest, DescribeByoipCidrsResult>
{
    public static DescribeByoipCidrsResult Run(DescribeByoipCidrsRequest input, WorldView at)
    {
        NoItems.Check(null, input.NextToken);
        return new() { ByoipCidrs = [] };
    }
}
