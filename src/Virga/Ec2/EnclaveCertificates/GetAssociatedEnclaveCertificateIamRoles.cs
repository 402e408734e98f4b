using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.EnclaveCertificates;

/// <summary>Lists the roles that have a certificate in enclaves; no certificate exists here.</summary>
internal sealed class GetAssociatedEnclaveCertificateIamRoles
    : IQuery<GetAssociatedEnclaveCertificateIamRolesRequest, GetAssociatedEnclaveCertificateIamRolesResult>
{
    public static GetAssociatedEnclaveCertificateIamRolesResult Run(
        GetAssociatedEnclaveCertificateIamRolesRequest input, WorldView at) =>
        throw NoCertificates.Absent(input.CertificateArn);
}
