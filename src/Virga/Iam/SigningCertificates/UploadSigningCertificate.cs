using System.Security.Cryptography;
using Virga.Iam.ServerCertificates;
using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SigningCertificates;

/// <summary>Keeps a signing certificate of a user.</summary>
internal sealed class UploadSigningCertificate : IMutation<UploadSigningCertificateRequest,
    UploadSigningCertificateResponse>
{
    public static UploadSigningCertificateResponse Run(UploadSigningCertificateRequest input, Change change)
    {
        var user = change.Get<UserRow>(UserView.NameOrCaller(input.UserName, change.Caller));
        using var certificate = CertificateText.Read(input.CertificateBody!);
        if (certificate.NotAfter.ToUniversalTime() <= change.Now) throw IamErrors.InvalidCertificate();
        var thumbprint = certificate.GetCertHashString(HashAlgorithmName.SHA256);
        var own = change.Rows<SigningCertificateRow>().By(SigningCertificateRow.ByUser, user.Id).ToList();
        if (own.Exists(row => row.Thumbprint == thumbprint)) throw IamErrors.DuplicateCertificate();
        if (own.Count >= MaxCertificates) throw IamErrors.Quota("CertificatesPerUser", MaxCertificates);
        var row = change.Put(new SigningCertificateRow(change.RandomText(32, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
        {
            UserName = user.Id,
            Body = input.CertificateBody!,
            Thumbprint = thumbprint,
            UploadDate = change.Now,
        });
        return new() { Certificate = row.Show() };
    }

    /// <summary>Source: IAM User Guide, "IAM and STS quotas".</summary>
    private const int MaxCertificates = 2;
}
