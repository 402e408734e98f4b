using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServerCertificates;

/// <summary>Shows a certificate.</summary>
internal sealed class GetServerCertificate : IQuery<GetServerCertificateRequest, GetServerCertificateResponse>
{
    public static GetServerCertificateResponse Run(GetServerCertificateRequest input, WorldView at)
    {
        var row = at.Get<ServerCertificateRow>(input.ServerCertificateName!);
        return new()
        {
            ServerCertificate = new()
            {
                ServerCertificateMetadata = ServerCertificateView.Of(row, at.Account),
                CertificateBody = row.Body,
                CertificateChain = row.Chain,
                Tags = IamTagging.Show(row.Tags),
            },
        };
    }
}
