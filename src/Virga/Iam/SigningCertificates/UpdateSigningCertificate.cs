using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SigningCertificates;

/// <summary>Switches a signing certificate on or off.</summary>
internal sealed class UpdateSigningCertificate : IMutation<UpdateSigningCertificateRequest,
    UpdateSigningCertificateResult>
{
    public static UpdateSigningCertificateResult Run(UpdateSigningCertificateRequest input, Change change)
    {
        change.Put(SigningCertificateRow.Get(change, input.UserName, input.CertificateId) with
        {
            Status = input.Status!,
        });
        return new();
    }
}
