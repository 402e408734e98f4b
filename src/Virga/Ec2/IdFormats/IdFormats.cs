using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.IdFormats;

/// <summary>
/// Resources whose ids were once short; all have 17 digits since 2018 (EC2 User Guide, "Resource IDs").
/// </summary>
internal static class IdFormats
{
    private static readonly string[] Resources =
    [
        "bundle", "conversion-task", "customer-gateway", "dhcp-options", "elastic-ip-allocation",
        "elastic-ip-association", "export-task", "flow-log", "image", "import-task", "instance", "internet-gateway",
        "network-acl", "network-acl-association", "network-interface", "network-interface-attachment", "prefix-list",
        "reservation", "route-table", "route-table-association", "security-group", "snapshot", "subnet",
        "subnet-cidr-block-association", "volume", "vpc", "vpc-cidr-block-association", "vpc-endpoint",
        "vpc-peering-connection", "vpn-connection", "vpn-gateway",
    ];

    /// <summary>All, or the one that is named.</summary>
    public static List<IdFormat> Of(string? resource)
    {
        Check(resource);
        return [.. Resources.Where(one => resource is null || one == resource)
            .Select(one => new IdFormat { Resource = one, UseLongIds = true })];
    }

    /// <summary>Short ids cannot be had back.</summary>
    public static void CheckChange(string? resource, bool? usesLongIds)
    {
        if (resource != "all-current") Check(resource);
        if (usesLongIds == false)
            throw CommonErrors.InvalidParameterValue("Short ids are no longer available: the deadline has passed.");
    }

    private static void Check(string? resource)
    {
        if (resource is not null && !Resources.Contains(resource))
            throw CommonErrors.InvalidParameterValue($"Value ({resource}) for parameter resource is invalid.");
    }
}
