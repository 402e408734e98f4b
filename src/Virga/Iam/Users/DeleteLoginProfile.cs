using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Takes the console password of a user away.</summary>
internal sealed class DeleteLoginProfile : IMutation<DeleteLoginProfileRequest, DeleteLoginProfileResult>
{
    public static DeleteLoginProfileResult Run(DeleteLoginProfileRequest input, Change change)
    {
        var row = change.Get<UserRow>(UserView.NameOrCaller(input.UserName, change.Caller));
        if (row.LoginProfile is null) throw Passwords.Missing(row.Id);
        change.Put(row with { LoginProfile = null });
        return new();
    }
}
