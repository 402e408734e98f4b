using System.Text.Json.Serialization;
using Virga.State;

namespace Virga.Iam.SamlProviders;

/// <summary>A SAML identity provider. The id of the row is its name.</summary>
internal sealed record SamlProviderRow(string Id) : Row(Id), IRow<SamlProviderRow>
{
    /// <summary>How long AWS takes metadata that names no end to be valid.</summary>
    private static readonly TimeSpan Validity = TimeSpan.FromDays(36_500);

    public static RowKind<SamlProviderRow> Kind { get; } =
        new("iam-saml-provider");

    public required string Metadata { get; init; }

    /// <summary>AWS's own id of the provider.</summary>
    public required string Uuid { get; init; }

    public required DateTimeOffset CreateDate { get; init; }

    public IReadOnlyList<IamTag> Tags { get; init; } = [];

    [JsonIgnore]
    public DateTimeOffset ValidUntil => CreateDate + Validity;

    public string ArnIn(string account) => $"arn:aws:iam::{account}:saml-provider/{Id}";

    /// <summary>The row of an ARN, or NoSuchEntity.</summary>
    public static SamlProviderRow Get(WorldView at, string? arn)
    {
        var prefix = $"arn:aws:iam::{at.Account}:saml-provider/";
        return arn?.StartsWith(prefix, StringComparison.Ordinal) == true
            && at.Find<SamlProviderRow>(arn[prefix.Length..]) is { } row
                ? row
                : throw IamErrors.NoSuchEntity($"Could not find provider with name {IamArns.NameOf(arn ?? "")}");
    }
}
