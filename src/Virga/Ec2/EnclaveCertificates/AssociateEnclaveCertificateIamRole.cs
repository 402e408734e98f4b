using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.EnclaveCertificates;

/// <summary>Lets a role have a certificate in an enclave; no certificate exists here.</summary>
internal sealed class AssociateEnclaveCertificateIamRole
    : IMutation<AssociateEnclaveCertificateIamRoleRequest, AssociateEnclaveCertificateIamRoleResult>
{
    public static AssociateEnclaveCertificateIamRoleResult Run(
        AssociateEnclaveCertificateIamRoleRequest input, Change change) =>
        throw NoCertificates.Absent(input.CertificateArn, input.RoleArn);
}
