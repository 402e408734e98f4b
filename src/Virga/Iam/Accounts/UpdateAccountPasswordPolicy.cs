using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Sets the account's rules for passwords; what is left out gets its default.</summary>
internal sealed class UpdateAccountPasswordPolicy : IMutation<UpdateAccountPasswordPolicyRequest,
    UpdateAccountPasswordPolicyResult>
{
    public static UpdateAccountPasswordPolicyResult Run(UpdateAccountPasswordPolicyRequest input, Change change)
    {
        change.Put(AccountRow.Of(change) with { PasswordPolicy = PasswordPolicyFacts.Of(input) });
        return new();
    }
}
