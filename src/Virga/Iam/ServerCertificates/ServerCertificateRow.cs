using Virga.State;

namespace Virga.Iam.ServerCertificates;

/// <summary>
/// A certificate of a server. Its private key is checked and not kept: nothing here can show or use it.
/// </summary>
internal sealed record ServerCertificateRow(string Id) : Row(Id), IRow<ServerCertificateRow>
{
    public static RowKind<ServerCertificateRow> Kind { get; } =
        new("iam-server-certificate")
        {
            NotFound = name => IamErrors.NoSuchEntity($"The Server Certificate with name {name} cannot be found."),
        };

    public required string Path { get; init; }

    /// <summary>Such as ASCA….</summary>
    public required string UniqueId { get; init; }

    /// <summary>PEM, as it was uploaded.</summary>
    public required string Body { get; init; }

    public string? Chain { get; init; }

    public required DateTimeOffset UploadDate { get; init; }

    public required DateTimeOffset Expiration { get; init; }

    public IReadOnlyList<IamTag> Tags { get; init; } = [];
}
