using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PublicIpv4Pools;

/// <summary>Deletes a pool.</summary>
internal sealed class DeletePublicIpv4Pool : IMutation<DeletePublicIpv4PoolRequest, DeletePublicIpv4PoolResult>
{
    public static DeletePublicIpv4PoolResult Run(DeletePublicIpv4PoolRequest input, Change change)
    {
        change.Remove<PublicIpv4PoolRow>(change.Named<PublicIpv4PoolRow>(input.PoolId).Id);
        return new() { ReturnValue = true };
    }
}
