using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>Lists the blocks of a pool.</summary>
internal sealed class GetIpamPoolCidrs : IQuery<GetIpamPoolCidrsRequest, GetIpamPoolCidrsResult>
{
    private static readonly Filters<IpamPoolCidr> Filters = new()
    {
        { "cidr", one => one.Cidr },
        { "ipam-pool-cidr-id", one => one.IpamPoolCidrId },
        { "state", one => one.State },
    };

    public static GetIpamPoolCidrsResult Run(GetIpamPoolCidrsRequest input, WorldView at)
    {
        var all = at.Named<IpamPoolRow>(input.IpamPoolId).Cidrs
            .Select(one => IpamView.PoolCidr(one, IpamPoolCidrState.Provisioned));
        var page = FactPage.Of(all, Filters, input.Filters, input.MaxResults, input.NextToken);
        return new() { IpamPoolCidrs = page.Items, NextToken = page.NextToken };
    }
}
