using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Gives a user a console password.</summary>
internal sealed class CreateLoginProfile : IMutation<CreateLoginProfileRequest, CreateLoginProfileResponse>
{
    public static CreateLoginProfileResponse Run(CreateLoginProfileRequest input, Change change)
    {
        var row = change.Get<UserRow>(UserView.NameOrCaller(input.UserName, change.Caller));
        if (row.LoginProfile is not null)
            throw IamErrors.AlreadyExists($"Login Profile for user {row.Id} already exists.");
        PasswordRules.Check(change, input.Password!, []);
        var profile = new LoginProfileFacts(
            Passwords.Digest(input.Password!), input.PasswordResetRequired ?? false, change.Now);
        change.Put(row with { LoginProfile = profile });
        return new() { LoginProfile = Passwords.Show(row.Id, profile) };
    }
}
