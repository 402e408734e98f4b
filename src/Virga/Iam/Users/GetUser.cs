using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Shows a user; without a name the one who asks, who may be the account itself.</summary>
internal sealed class GetUser : IQuery<GetUserRequest, GetUserResponse>
{
    public static GetUserResponse Run(GetUserRequest input, WorldView at)
    {
        if (input.UserName is null && at.Caller.Arn == IamArns.Root(at.Account))
            return new() { User = new() { UserId = at.Account, Arn = at.Caller.Arn,
                CreateDate = DateTimeOffset.UnixEpoch } };
        var row = at.Get<UserRow>(UserView.NameOrCaller(input.UserName, at.Caller));
        return new() { User = UserView.Whole(row, at.Account) };
    }
}
