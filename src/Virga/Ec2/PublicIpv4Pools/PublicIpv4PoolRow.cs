using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PublicIpv4Pools;

/// <summary>A pool for public IPv4 blocks of one's own. No block can be provisioned here, so it stays empty.</summary>
internal sealed record PublicIpv4PoolRow(string Id) : Row(Id), IRow<PublicIpv4PoolRow>
{
    public static RowKind<PublicIpv4PoolRow> Kind { get; } =
        new("ipv4pool-ec2")
        {
            Prefix = "ipv4pool-ec2",
            ResourceType = "ipv4pool-ec2",
            NotFound = Ec2Errors.NotFound("InvalidPublicIpv4PoolID", "pool ID"),
            Malformed = Ec2Errors.Malformed("InvalidPublicIpv4PoolID", "ipv4pool-ec2"),
        };

    public required string NetworkBorderGroup { get; init; }
}
