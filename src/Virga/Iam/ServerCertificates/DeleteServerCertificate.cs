using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServerCertificates;

/// <summary>Deletes a certificate.</summary>
internal sealed class DeleteServerCertificate : IMutation<DeleteServerCertificateRequest, DeleteServerCertificateResult>
{
    public static DeleteServerCertificateResult Run(DeleteServerCertificateRequest input, Change change)
    {
        change.Remove<ServerCertificateRow>(change.Get<ServerCertificateRow>(input.ServerCertificateName!).Id);
        return new();
    }
}
