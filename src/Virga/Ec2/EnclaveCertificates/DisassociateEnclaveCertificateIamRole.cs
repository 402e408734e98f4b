using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.EnclaveCertificates;

/// <summary>Takes a certificate from a role; no certificate exists here.</summary>
internal sealed class DisassociateEnclaveCertificateIamRole
    : IMutation<DisassociateEnclaveCertificateIamRoleRequest, DisassociateEnclaveCertificateIamRoleResult>
{
    public static DisassociateEnclaveCertificateIamRoleResult Run(
        DisassociateEnclaveCertificateIamRoleRequest input, Change change) =>
        throw NoCertificates.Absent(input.CertificateArn, input.RoleArn);
}
