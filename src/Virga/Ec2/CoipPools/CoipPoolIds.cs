using Virga.Service;

namespace Virga.Ec2.CoipPools;

/// <summary>Ids of pools of customer-owned addresses. They come with Outposts, of which there are none.</summary>
internal static class CoipPoolIds
{
    /// <summary>Throws AWS's error for the first id of a list.</summary>
    public static void Check(IEnumerable<string>? ids)
    {
        foreach (var id in ids ?? []) throw Absent(id);
    }

    /// <summary>The error for an id: of the wrong form, or of nothing.</summary>
    public static AwsException Absent(string id) => NoItems.Absent("ipv4pool-coip", "InvalidPoolID", "pool ID", id);
}
