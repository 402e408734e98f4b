using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.ClientVpnEndpoints;

/// <summary>Replaces the list of certificates that an endpoint does not let in.</summary>
internal sealed class ImportClientVpnClientCertificateRevocationList
    : IMutation<ImportClientVpnClientCertificateRevocationListRequest,
        ImportClientVpnClientCertificateRevocationListResult>
{
    public static ImportClientVpnClientCertificateRevocationListResult Run(
        ImportClientVpnClientCertificateRevocationListRequest input, Change change)
    {
        var row = ClientVpnRules.Live(change, input.ClientVpnEndpointId);
        var list = input.CertificateRevocationList!;
        if (!list.Contains("-----BEGIN X509 CRL-----", StringComparison.Ordinal))
            throw CommonErrors.InvalidParameterValue("The certificate revocation list is not in PEM form.");
        change.Put(row with { RevocationList = list });
        return new() { Return = true };
    }
}
