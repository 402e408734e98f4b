using Virga.Service;

namespace Virga.Ec2.LocalGateways;

/// <summary>Ids of local gateways. They come with Outposts, of which there are none here.</summary>
internal static class LocalGatewayIds
{
    /// <summary>Throws AWS's error for the first id of a list.</summary>
    public static void Check(IEnumerable<string>? ids)
    {
        foreach (var id in ids ?? []) throw Absent(id);
    }

    /// <summary>The error for an id: of the wrong form, or of nothing.</summary>
    public static AwsException Absent(string id) =>
        NoItems.Absent("lgw", "InvalidLocalGatewayID", "local gateway ID", id);
}
