using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SigningCertificates;

/// <summary>Deletes a signing certificate.</summary>
internal sealed class DeleteSigningCertificate : IMutation<DeleteSigningCertificateRequest,
    DeleteSigningCertificateResult>
{
    public static DeleteSigningCertificateResult Run(DeleteSigningCertificateRequest input, Change change)
    {
        var row = SigningCertificateRow.Get(change, input.UserName, input.CertificateId);
        change.Remove<SigningCertificateRow>(row.Id);
        return new();
    }
}
