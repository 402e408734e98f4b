using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Removes the account's rules for passwords.</summary>
internal sealed class DeleteAccountPasswordPolicy : IMutation<DeleteAccountPasswordPolicyRequest,
    DeleteAccountPasswordPolicyResult>
{
    public static DeleteAccountPasswordPolicyResult Run(DeleteAccountPasswordPolicyRequest input, Change change)
    {
        var row = AccountRow.Of(change);
        if (row.PasswordPolicy is null) throw PasswordPolicyFacts.Missing(change.Account);
        change.Put(row with { PasswordPolicy = null });
        return new();
    }
}
