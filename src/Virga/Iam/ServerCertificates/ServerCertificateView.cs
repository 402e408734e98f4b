using Virga.Wire.Iam;

namespace Virga.Iam.ServerCertificates;

/// <summary>Server certificates as IAM shows them.</summary>
internal static class ServerCertificateView
{
    public static ServerCertificateMetadata Of(ServerCertificateRow row, string account) => new()
    {
        Path = row.Path,
        ServerCertificateName = row.Id,
        ServerCertificateId = row.UniqueId,
        Arn = IamArns.Of(account, "server-certificate", row.Path, row.Id),
        UploadDate = row.UploadDate,
        Expiration = row.Expiration,
    };
}
