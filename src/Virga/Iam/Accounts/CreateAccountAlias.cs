using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Names the account; an account has one alias at most, and no two accounts the same.</summary>
internal sealed class CreateAccountAlias : IMutation<CreateAccountAliasRequest, CreateAccountAliasResult>
{
    public static CreateAccountAliasResult Run(CreateAccountAliasRequest input, Change change)
    {
        var taken = change.Scopes.Select(scope => change.Rows<AccountRow>(scope.Global).Find(AccountRow.Only))
            .FirstOrDefault(row => row?.Alias == input.AccountAlias);
        if (taken is not null)
            throw IamErrors.AlreadyExists($"The account alias {input.AccountAlias} already exists.");
        change.Put(AccountRow.Of(change) with { Alias = input.AccountAlias });
        return new();
    }
}
