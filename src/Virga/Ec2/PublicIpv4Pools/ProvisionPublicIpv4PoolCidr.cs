using Virga.Ec2.Ipams;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PublicIpv4Pools;

/// <summary>Would give a pool a block of an IPAM pool; no IPAM pool holds public IPv4 addresses here.</summary>
internal sealed class ProvisionPublicIpv4PoolCidr
    : IQuery<ProvisionPublicIpv4PoolCidrRequest, ProvisionPublicIpv4PoolCidrResult>
{
    public static ProvisionPublicIpv4PoolCidrResult Run(ProvisionPublicIpv4PoolCidrRequest input, WorldView at)
    {
        at.Named<PublicIpv4PoolRow>(input.PoolId);
        throw Ec2Errors.CidrNotAvailable(at.Named<IpamPoolRow>(input.IpamPoolId).Id);
    }
}
