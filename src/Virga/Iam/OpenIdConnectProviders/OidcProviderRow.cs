using Virga.State;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>An OpenID Connect provider. The id of the row is its URL without the scheme, as its ARN has it.</summary>
internal sealed record OidcProviderRow(string Id) : Row(Id), IRow<OidcProviderRow>
{
    public static RowKind<OidcProviderRow> Kind { get; } =
        new("iam-oidc-provider");

    public IReadOnlyList<string> ClientIds { get; init; } = [];

    public IReadOnlyList<string> Thumbprints { get; init; } = [];

    public required DateTimeOffset CreateDate { get; init; }

    public IReadOnlyList<IamTag> Tags { get; init; } = [];

    public string ArnIn(string account) => $"arn:aws:iam::{account}:oidc-provider/{Id}";

    /// <summary>The row of an ARN, or NoSuchEntity.</summary>
    public static OidcProviderRow Get(WorldView at, string? arn)
    {
        var prefix = $"arn:aws:iam::{at.Account}:oidc-provider/";
        return arn?.StartsWith(prefix, StringComparison.Ordinal) == true
            && at.Find<OidcProviderRow>(arn[prefix.Length..]) is { } row
                ? row
                : throw IamErrors.NoSuchEntity($"OpenIDConnect Provider not found for arn {arn}");
    }
}
