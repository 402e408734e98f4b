using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServerCertificates;

/// <summary>Keeps a certificate whose private key fits.</summary>
internal sealed class UploadServerCertificate : IMutation<UploadServerCertificateRequest,
    UploadServerCertificateResponse>
{
    public static UploadServerCertificateResponse Run(UploadServerCertificateRequest input, Change change)
    {
        if (change.Find<ServerCertificateRow>(input.ServerCertificateName) is not null)
            throw IamErrors.AlreadyExists(
                $"The Server Certificate with name {input.ServerCertificateName} already exists.");
        if (change.Rows<ServerCertificateRow>().Count >= MaxCertificates)
            throw IamErrors.Quota("ServerCertificatesPerAccount", MaxCertificates);
        using var certificate = CertificateText.Read(input.CertificateBody!);
        CertificateText.CheckKey(certificate, input.PrivateKey!);
        if (input.CertificateChain is { } chain) CertificateText.CheckChain(chain);
        var row = change.Put(new ServerCertificateRow(input.ServerCertificateName!)
        {
            Path = EntityPolicies.Path(input.Path),
            UniqueId = IamIds.New(change, IamIds.ServerCertificate),
            Body = input.CertificateBody!,
            Chain = input.CertificateChain,
            UploadDate = change.Now,
            Expiration = certificate.NotAfter.ToUniversalTime(),
            Tags = IamTagging.New(input.Tags),
        });
        return new()
        {
            ServerCertificateMetadata = ServerCertificateView.Of(row, change.Account),
            Tags = IamTagging.Show(row.Tags),
        };
    }

    /// <summary>Source: IAM User Guide, "IAM and STS quotas".</summary>
    private const int MaxCertificates = 20;
}
