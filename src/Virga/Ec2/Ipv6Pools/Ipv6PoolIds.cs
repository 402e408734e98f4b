using Virga.Service;

namespace Virga.Ec2.Ipv6Pools;

/// <summary>Ids of pools of one's own IPv6 blocks, of which there are none.</summary>
internal static class Ipv6PoolIds
{
    /// <summary>Throws AWS's error for the first id of a list.</summary>
    public static void Check(IEnumerable<string>? ids)
    {
        foreach (var id in ids ?? []) throw Absent(id);
    }

    /// <summary>The error for an id: of the wrong form, or of nothing.</summary>
    public static AwsException Absent(string id) => NoItems.Absent("ipv6pool-ec2", "InvalidPoolID", "pool ID", id);
}
