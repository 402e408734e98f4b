using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Takes the name of the account away.</summary>
internal sealed class DeleteAccountAlias : IMutation<DeleteAccountAliasRequest, DeleteAccountAliasResult>
{
    public static DeleteAccountAliasResult Run(DeleteAccountAliasRequest input, Change change)
    {
        var row = AccountRow.Of(change);
        if (row.Alias != input.AccountAlias)
            throw IamErrors.NoSuchEntity($"The account alias with name {input.AccountAlias} cannot be found.");
        change.Put(row with { Alias = null });
        return new();
    }
}
