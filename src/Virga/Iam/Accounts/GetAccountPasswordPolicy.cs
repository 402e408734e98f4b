using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>Shows the account's rules for passwords.</summary>
internal sealed class GetAccountPasswordPolicy : IQuery<GetAccountPasswordPolicyRequest,
    GetAccountPasswordPolicyResponse>
{
    public static GetAccountPasswordPolicyResponse Run(GetAccountPasswordPolicyRequest input, WorldView at)
    {
        var policy = AccountRow.Of(at).PasswordPolicy ?? throw PasswordPolicyFacts.Missing(at.Account);
        return new() { PasswordPolicy = policy.Show() };
    }
}
