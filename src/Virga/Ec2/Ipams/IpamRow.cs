using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Ipams;

/// <summary>An IPAM, in its home region.</summary>
internal sealed record IpamRow(string Id) : Row(Id), IRow<IpamRow>
{
    public static RowKind<IpamRow> Kind { get; } = new("ipam")
    {
        Prefix = "ipam",
        ResourceType = "ipam",
        NotFound = Ec2Errors.NotFound("InvalidIpamId", "ipam ID"),
        Malformed = Ec2Errors.Malformed("InvalidIpamId", "ipam"),
    };

    /// <summary><c>create-complete</c> and the like.</summary>
    public required string State { get; init; }

    public string? Description { get; init; }

    public required IReadOnlyList<string> Regions { get; init; }

    public required string PublicScopeId { get; init; }

    public required string PrivateScopeId { get; init; }

    public required string DiscoveryId { get; init; }

    public required string AssociationId { get; init; }

    public string Tier { get; init; } = "advanced";

    public bool IsPrivateGuaEnabled { get; init; }

    public string MeteredAccount { get; init; } = "ipam-owner";

    /// <summary>Resources that the user moved to another scope or does not want monitored.</summary>
    public IReadOnlyList<IpamResourceSetting> Settings { get; init; } = [];
}

/// <summary>What the user said about one block of a resource.</summary>
internal sealed record IpamResourceSetting(string ResourceId, string Block, string? ScopeId, bool IsMonitored);
