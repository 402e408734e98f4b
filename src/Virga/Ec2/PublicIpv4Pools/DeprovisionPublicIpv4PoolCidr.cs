using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PublicIpv4Pools;

/// <summary>Would take a block from a pool; none has any.</summary>
internal sealed class DeprovisionPublicIpv4PoolCidr
    : IQuery<DeprovisionPublicIpv4PoolCidrRequest, DeprovisionPublicIpv4PoolCidrResult>
{
    public static DeprovisionPublicIpv4PoolCidrResult Run(DeprovisionPublicIpv4PoolCidrRequest input, WorldView at)
    {
        var pool = at.Named<PublicIpv4PoolRow>(input.PoolId);
        throw CommonErrors.InvalidParameterValue($"The pool {pool.Id} has no CIDR {input.Cidr}.");
    }
}
