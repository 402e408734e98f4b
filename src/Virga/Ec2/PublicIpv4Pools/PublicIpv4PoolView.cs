using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.PublicIpv4Pools;

/// <summary>A pool as AWS shows it: empty.</summary>
internal static class PublicIpv4PoolView
{
    public static PublicIpv4Pool Of(PublicIpv4PoolRow row, WorldView at) => new()
    {
        PoolId = row.Id,
        Description = "",
        PoolAddressRanges = [],
        TotalAddressCount = 0,
        TotalAvailableAddressCount = 0,
        NetworkBorderGroup = row.NetworkBorderGroup,
        Tags = at.TagsOf(row.Id),
    };
}
