using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Gives back the list of revoked certificates, if there is one.</summary>
internal sealed class ExportClientVpnClientCertificateRevocationList
    : IQuery<ExportClientVpnClientCertificateRevocationListRequest,
        ExportClientVpnClientCertificateRevocationListResult>
{
    public static ExportClientVpnClientCertificateRevocationListResult Run(
        ExportClientVpnClientCertificateRevocationListRequest input, WorldView at)
    {
        var row = at.Named<ClientVpnEndpointRow>(input.ClientVpnEndpointId);
        return row.RevocationList is { } list
            ? new()
            {
                CertificateRevocationList = list,
                Status = new() { Code = ClientCertificateRevocationListStatusCode.Active },
            }
            : new();
    }
}
