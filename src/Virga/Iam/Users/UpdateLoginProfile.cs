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
            LoginProfile = input.Password is { } password
                ? Passwords.Changed(change, profile, password, input.PasswordResetRequired ?? false)
                : profile with { IsResetRequired = input.PasswordResetRequired ?? profile.IsResetRequired },
        });
        return new();
    }
}
