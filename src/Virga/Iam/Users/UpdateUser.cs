using Virga.Iam.AccessKeys;
using Virga.Iam.ServiceSpecificCredentials;
using Virga.Iam.SshPublicKeys;
using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Users;

/// <summary>Renames a user or moves it to another path.</summary>
internal sealed class UpdateUser : IMutation<UpdateUserRequest, UpdateUserResult>
{
    public static UpdateUserResult Run(UpdateUserRequest input, Change change)
    {
        var row = change.Get<UserRow>(input.UserName!);
        var name = input.NewUserName ?? row.Id;
        if (!name.Equals(row.Id, StringComparison.OrdinalIgnoreCase)
            && change.Rows<UserRow>().Any(UserRow.ByLowerName, name.ToLowerInvariant()))
            throw IamErrors.AlreadyExists($"User with name {name} already exists.");
        change.Remove<UserRow>(row.Id);
        change.Put(row with { Id = name, Sequence = 0, Path = input.NewPath ?? row.Path });
        if (name == row.Id) return new();
        foreach (var key in change.Rows<AccessKeyRow>().By(AccessKeyRow.ByUser, row.Id).ToList())
            change.Put(key with { UserName = name });
        foreach (var credential in change.Rows<ServiceCredentialRow>().By(ServiceCredentialRow.ByUser, row.Id).ToList())
            change.Put(credential with { UserName = name });
        foreach (var key in change.Rows<SshPublicKeyRow>().By(SshPublicKeyRow.ByUser, row.Id).ToList())
            change.Put(key with { UserName = name });
        return new();
    }
}
