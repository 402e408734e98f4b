using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Changes the console password of a user.</summary>
internal sealed class UpdateLoginProfile : IMutation<UpdateLoginProfileRequest, UpdateLoginProfileResult>
{
    public static UpdateLoginProfileResult Run(UpdateLoginProfileRequest input, Change change)
    {
        var row = change.Get<UserRow>(input.UserName!);
        var profile = row.LoginProfile ?? throw Passwords.Missing(row.Id);
        change.Put(row with
        {
            LoginProfile = new(
                input.Password is { } password ? Passwords.Digest(password) : profile.PasswordDigest,
                input.PasswordResetRequired ?? profile.IsResetRequired,
                profile.CreateDate),
        });
        return new();
    }
}
