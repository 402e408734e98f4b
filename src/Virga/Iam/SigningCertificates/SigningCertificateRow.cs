using Virga.Iam.Users;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SigningCertificates;

/// <summary>
/// A certificate with which a user signs requests of old SOAP interfaces. It is kept; nothing here is SOAP.
/// </summary>
internal sealed record SigningCertificateRow(string Id) : Row(Id), IRow<SigningCertificateRow>
{
    public static RowKind<SigningCertificateRow> Kind { get; } =
        new("iam-signing-certificate");

    public static readonly Index<SigningCertificateRow> ByUser = Kind.Index(row => row.UserName);

    public required string UserName { get; init; }

    /// <summary>PEM, as it was uploaded.</summary>
    public required string Body { get; init; }

    /// <summary>SHA-256 of the certificate itself: the same one is not taken twice.</summary>
    public required string Thumbprint { get; init; }

    public string Status { get; init; } = "Active";

    public required DateTimeOffset UploadDate { get; init; }

    /// <summary>The certificate of a user, or NoSuchEntity.</summary>
    public static SigningCertificateRow Get(WorldView at, string? userName, string? id)
    {
        var user = at.Get<UserRow>(UserView.NameOrCaller(userName, at.Caller));
        return at.Find<SigningCertificateRow>(id) is { } row && row.UserName == user.Id
            ? row
            : throw IamErrors.NoSuchEntity($"The Certificate with id {id} cannot be found.");
    }

    public SigningCertificate Show() => new()
    {
        UserName = UserName,
        CertificateId = Id,
        CertificateBody = Body,
        Status = Status,
        UploadDate = UploadDate,
    };
}
