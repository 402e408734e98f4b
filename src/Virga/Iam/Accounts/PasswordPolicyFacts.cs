using Virga.Service;
using Virga.Wire.Iam;

namespace Virga.Iam.Accounts;

/// <summary>
/// The account's rules for console passwords. Defaults: IAM API Reference, UpdateAccountPasswordPolicy.
/// </summary>
internal sealed record PasswordPolicyFacts
{
    public int MinimumLength { get; init; } = 6;

    public bool RequiresSymbols { get; init; }

    public bool RequiresNumbers { get; init; }

    public bool RequiresUppercase { get; init; }

    public bool RequiresLowercase { get; init; }

    public bool CanUsersChange { get; init; }

    public int? MaxAgeDays { get; init; }

    public int? ReusePrevention { get; init; }

    public bool? IsHardExpiry { get; init; }

    public static PasswordPolicyFacts Of(UpdateAccountPasswordPolicyRequest input) => new()
    {
        MinimumLength = input.MinimumPasswordLength ?? 6,
        RequiresSymbols = input.RequireSymbols ?? false,
        RequiresNumbers = input.RequireNumbers ?? false,
        RequiresUppercase = input.RequireUppercaseCharacters ?? false,
        RequiresLowercase = input.RequireLowercaseCharacters ?? false,
        CanUsersChange = input.AllowUsersToChangePassword ?? false,
        MaxAgeDays = input.MaxPasswordAge,
        ReusePrevention = input.PasswordReusePrevention,
        IsHardExpiry = input.HardExpiry,
    };

    public PasswordPolicy Show() => new()
    {
        MinimumPasswordLength = MinimumLength,
        RequireSymbols = RequiresSymbols,
        RequireNumbers = RequiresNumbers,
        RequireUppercaseCharacters = RequiresUppercase,
        RequireLowercaseCharacters = RequiresLowercase,
        AllowUsersToChangePassword = CanUsersChange,
        ExpirePasswords = MaxAgeDays > 0,
        MaxPasswordAge = MaxAgeDays,
        PasswordReusePrevention = ReusePrevention,
        HardExpiry = IsHardExpiry,
    };

    public static AwsException Missing(string account) =>
        IamErrors.NoSuchEntity($"The Password Policy with domain name {account} cannot be found.");
}
