using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Lets a user change the own console password.</summary>
internal sealed class ChangePassword : IMutation<ChangePasswordRequest, ChangePasswordResult>
{
    public static ChangePasswordResult Run(ChangePasswordRequest input, Change change)
    {
        var name = UserView.NameOf(change.Caller) ?? throw IamErrors.InvalidUserType();
        var row = change.Get<UserRow>(name);
        var profile = row.LoginProfile ?? throw Passwords.Missing(name);
        if (profile.PasswordDigest != Passwords.Digest(input.OldPassword!)) throw IamErrors.WrongOldPassword();
        change.Put(row with { LoginProfile = Passwords.Changed(change, profile, input.NewPassword!, isReset: false) });
        return new();
    }
}
