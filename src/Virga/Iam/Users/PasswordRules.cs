using Virga.Iam.Accounts;
using Virga.Service;
using Virga.State;

namespace Virga.Iam.Users;

/// <summary>
/// What a console password must be: the account's policy, or AWS's own rules where the account has none. Source: IAM
/// User Guide, "Set an account password policy for IAM users".
/// </summary>
internal static class PasswordRules
{
    private const int MinDefaultLength = 8;
    private const int MinDefaultKinds = 3;

    /// <exception cref="AwsException">PasswordPolicyViolation.</exception>
    public static void Check(WorldView at, string password, IEnumerable<string> earlierDigests)
    {
        if (AccountRow.Of(at).PasswordPolicy is not { } policy)
        {
            if (password.Length < MinDefaultLength) throw TooShort(MinDefaultLength);
            if (Kinds(password) < MinDefaultKinds)
                throw Violation("Password should contain at least three of: an uppercase letter, a lowercase letter, a "
                    + "number, a symbol");
            return;
        }

        if (password.Length < policy.MinimumLength) throw TooShort(policy.MinimumLength);
        Need(policy.RequiresUppercase, password.Any(char.IsAsciiLetterUpper), "uppercase letter");
        Need(policy.RequiresLowercase, password.Any(char.IsAsciiLetterLower), "lowercase letter");
        Need(policy.RequiresNumbers, password.Any(char.IsAsciiDigit), "number");
        Need(policy.RequiresSymbols, password.Any(IsSymbol), "symbol");
        if (policy.ReusePrevention is { } count && earlierDigests.Take(count).Contains(Passwords.Digest(password)))
            throw Violation("Password was used before");
    }

    private static int Kinds(string password) =>
        (password.Any(char.IsAsciiLetterUpper) ? 1 : 0) + (password.Any(char.IsAsciiLetterLower) ? 1 : 0)
        + (password.Any(char.IsAsciiDigit) ? 1 : 0) + (password.Any(IsSymbol) ? 1 : 0);

    private static bool IsSymbol(char c) => !char.IsLetterOrDigit(c);

    private static void Need(bool isNeeded, bool isThere, string what)
    {
        if (isNeeded && !isThere) throw Violation($"Password should have at least one {what}");
    }

    private static AwsException TooShort(int length) => Violation($"Password should have a minimum length of {length}");

    private static AwsException Violation(string message) => new("PasswordPolicyViolation", message);
}
