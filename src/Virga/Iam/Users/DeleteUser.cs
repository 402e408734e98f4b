using Virga.Iam.AccessKeys;
using Virga.Iam.MfaDevices;
using Virga.Iam.ServiceSpecificCredentials;
using Virga.Iam.SigningCertificates;
using Virga.Iam.SshPublicKeys;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Deletes a user that nothing is left of.</summary>
internal sealed class DeleteUser : IMutation<DeleteUserRequest, DeleteUserResult>
{
    public static DeleteUserResult Run(DeleteUserRequest input, Change change)
    {
        var row = change.Get<UserRow>(input.UserName!);
        if (row.LoginProfile is not null) throw IamErrors.DeleteConflict("delete login profile");
        EntityPolicies.CheckUnused(row);
        if (row.Groups.Count > 0) throw IamErrors.DeleteConflict("remove users from group");
        if (change.Rows<AccessKeyRow>().Any(AccessKeyRow.ByUser,
            row.Id)) throw IamErrors.DeleteConflict("delete access keys");
        if (change.Rows<ServiceCredentialRow>().Any(ServiceCredentialRow.ByUser, row.Id)
            || change.Rows<SshPublicKeyRow>().Any(SshPublicKeyRow.ByUser, row.Id))
            throw IamErrors.DeleteConflict("remove referenced objects");
        if (change.Rows<MfaDeviceRow>().Any(MfaDeviceRow.ByUser, row.Id))
            throw IamErrors.DeleteConflict("delete MFA device");
        if (change.Rows<SigningCertificateRow>().Any(SigningCertificateRow.ByUser, row.Id))
            throw IamErrors.DeleteConflict("delete signing certificate");
        change.Remove<UserRow>(row.Id);
        return new();
    }
}
