using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Shows that a user has a console password.</summary>
internal sealed class GetLoginProfile : IQuery<GetLoginProfileRequest, GetLoginProfileResponse>
{
    public static GetLoginProfileResponse Run(GetLoginProfileRequest input, WorldView at)
    {
        var row = at.Get<UserRow>(UserView.NameOrCaller(input.UserName, at.Caller));
        return new() { LoginProfile = Passwords.Show(row.Id, row.LoginProfile ?? throw Passwords.Missing(row.Id)) };
    }
}
