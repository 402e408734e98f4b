using System.Text.Json.Serialization;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.VpcBlockPublicAccess;

/// <summary>Whether the account's VPCs of a region may reach the internet, and be reached; a row at most.</summary>
internal sealed record BlockPublicAccessRow(string Id) : Row(Id), IRow<BlockPublicAccessRow>
{
    public const string Only = "options";

    public static RowKind<BlockPublicAccessRow> Kind { get; } =
        new("vpc-block-public-access");

    /// <summary><c>off</c>, <c>block-bidirectional</c> or <c>block-ingress</c>.</summary>
    public required string Mode { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset Updated { get; init; }
}

/// <summary>A VPC or subnet that is left out.</summary>
internal sealed record BlockPublicAccessExclusionRow(string Id) : Row(Id), IRow<BlockPublicAccessExclusionRow>
{
    public static RowKind<BlockPublicAccessExclusionRow> Kind { get; } =
        new("vpc-block-public-access-exclusion")
        {
            Prefix = "vpcbpa-exclude",
            ResourceType = "vpc-block-public-access-exclusion",
            NotFound = Ec2Errors.NotFound("InvalidVpcBlockPublicAccessExclusionId", "exclusion ID"),
            Malformed = Ec2Errors.Malformed("InvalidVpcBlockPublicAccessExclusionId", "vpcbpa-exclude"),
        };

    /// <summary>Exclusions by VPC or subnet.</summary>
    public static Index<BlockPublicAccessExclusionRow> ByResource { get; } = Kind.Index(one => one.ResourceId);

    public required string ResourceId { get; init; }

    /// <summary><c>allow-bidirectional</c> or <c>allow-egress</c>.</summary>
    public required string Mode { get; init; }

    public required string State { get; init; }

    public required DateTimeOffset Created { get; init; }

    public required DateTimeOffset Updated { get; init; }

    public DateTimeOffset? Deleted { get; init; }

    [JsonIgnore]
    public bool IsOver => State is "delete-in-progress" or "delete-complete";
}
