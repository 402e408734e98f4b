using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists IPAMs.</summary>
internal sealed class DescribeIpams : IQuery<DescribeIpamsRequest, DescribeIpamsResult>
{
    private static readonly Listing<IpamRow, Ipam> Listing = new()
    {
        View = IpamView.Of,
        Filters = new()
        {
            { "ipam-id", one => one.IpamId },
            { "ipam-region", one => one.IpamRegion },
            { "owner-id", one => one.OwnerId },
            { "state", one => one.State },
            { "tier", one => one.Tier },
        },
    };

    public static DescribeIpamsResult Run(DescribeIpamsRequest input, WorldView at)
    {
        var page = Listing.Page(at, input.IpamIds, input.Filters, input.MaxResults, input.NextToken);
        return new() { Ipams = page.Items, NextToken = page.NextToken };
    }
}
