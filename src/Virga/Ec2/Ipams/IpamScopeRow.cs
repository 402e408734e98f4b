using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>A scope: a space in which no two pools hold the same addresses.</summary>
internal sealed record IpamScopeRow(string Id) : Row(Id), IRow<IpamScopeRow>
{
    public static RowKind<IpamScopeRow> Kind { get; } = new("ipam-scope")
    {
        Prefix = "ipam-scope",
        ResourceType = "ipam-scope",
        NotFound = Ec2Errors.NotFound("InvalidIpamScopeId", "ipam scope ID"),
        Malformed = Ec2Errors.Malformed("InvalidIpamScopeId", "ipam-scope"),
    };

    public required string IpamId { get; init; }

    public required string State { get; init; }

    public required bool IsPublic { get; init; }

    public required bool IsDefault { get; init; }

    public string? Description { get; init; }
}
