using Virga.Iam.Users;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.ServiceSpecificCredentials;

/// <summary>Makes a new password of a service-specific credential.</summary>
internal sealed class ResetServiceSpecificCredential : IMutation<ResetServiceSpecificCredentialRequest,
    ResetServiceSpecificCredentialResponse>
{
    public static ResetServiceSpecificCredentialResponse Run(ResetServiceSpecificCredentialRequest input, Change change)
    {
        var row = ServiceCredentials.Get(change, input.UserName, input.ServiceSpecificCredentialId);
        var password = ServiceCredentials.NewPassword(change);
        row = change.Put(row with { PasswordDigest = Passwords.Digest(password) });
        return new() { ServiceSpecificCredential = ServiceCredentials.Show(row, password) };
    }
}
