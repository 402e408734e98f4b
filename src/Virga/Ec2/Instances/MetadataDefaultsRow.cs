using Virga.State;

namespace Virga.Ec2.Instances;

/// <summary>
/// What an account wants of the metadata options of its new instances in a region. Nulls are "no preference".
/// A launch's own options are stronger, and these are stronger than the image's (EC2 User Guide, "Order of precedence
/// for instance metadata options").
/// </summary>
internal sealed record MetadataDefaultsRow() : Row(TheOne), IRow<MetadataDefaultsRow>
{
    /// <summary>There is one row a region.</summary>
    public const string TheOne = "account";

    public static RowKind<MetadataDefaultsRow> Kind { get; } =
        new("metadata-defaults");

    /// <summary><c>optional</c> or <c>required</c>.</summary>
    public string? HttpTokens { get; init; }

    /// <summary>1 to 64.</summary>
    public int? HttpPutResponseHopLimit { get; init; }

    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    public string? HttpEndpoint { get; init; }

    /// <summary><c>enabled</c> or <c>disabled</c>.</summary>
    public string? InstanceMetadataTags { get; init; }

    /// <summary><c>enabled</c>: a launch with optional tokens fails.</summary>
    public string? HttpTokensEnforced { get; init; }

    /// <summary>The defaults of an account and region; without preferences where none were given.</summary>
    public static MetadataDefaultsRow Of(WorldView at) => at.Find<MetadataDefaultsRow>(TheOne) ?? new();
}
