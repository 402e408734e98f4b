using Virga.Ec2.Tags;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PublicIpv4Pools;

/// <summary>Creates an empty pool.</summary>
internal sealed class CreatePublicIpv4Pool : IMutation<CreatePublicIpv4PoolRequest, CreatePublicIpv4PoolResult>
{
    public static CreatePublicIpv4PoolResult Run(CreatePublicIpv4PoolRequest input, Change change)
    {
        var row = change.Put(new PublicIpv4PoolRow(change.NewId("ipv4pool-ec2"))
        {
            NetworkBorderGroup = input.NetworkBorderGroup ?? change.Region,
        });
        change.TagNew(input.TagSpecifications, ResourceType.Ipv4poolEc2, row.Id);
        return new() { PoolId = row.Id };
    }
}
