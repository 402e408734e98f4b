using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipv6Pools;

/// <summary>Would list blocks of a pool of one's own IPv6; there is none.</summary>
internal sealed class GetAssociatedIpv6PoolCidrs
    : IQuery<GetAssociatedIpv6PoolCidrsRequest, GetAssociatedIpv6PoolCidrsResult>
{
    public static GetAssociatedIpv6PoolCidrsResult Run(GetAssociatedIpv6PoolCidrsRequest input, WorldView at) =>
        throw Ipv6PoolIds.Absent(input.PoolId!);
}
