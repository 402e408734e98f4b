using Virga.State;

namespace Virga.Ec2.DhcpOptionsSets;

/// <summary>A set of DHCP options.</summary>
internal sealed record DhcpOptionsRow(string Id) : Row(Id), IRow<DhcpOptionsRow>
{
    public static RowKind<DhcpOptionsRow> Kind { get; } = new("dhcp-options")
    {
        Prefix = "dopt",
        ResourceType = "dhcp-options",
        NotFound = Ec2Errors.NotFound("InvalidDhcpOptionID", "dhcpOption ID"),
        Malformed = Ec2Errors.Malformed("InvalidDhcpOptionsId", "dopt"),
    };

    /// <summary>Key, such as <c>domain-name-servers</c>, and values, in the order that AWS lists keys.</summary>
    public required IReadOnlyList<DhcpOption> Options { get; init; }

    /// <summary>What each region has from the start; not deleted with a VPC.</summary>
    public bool IsDefault { get; init; }
}

/// <summary>One DHCP option.</summary>
internal sealed record DhcpOption(string Key, IReadOnlyList<string> Values);
