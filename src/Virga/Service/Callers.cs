using Virga.State;

namespace Virga.Service;

/// <summary>Who a key is that was not issued here.</summary>
internal static class Callers
{
    /// <summary>
    /// An access key of 12 digits is the account itself, as LocalStack and moto have it; any other key belongs to the
    /// default account.
    /// </summary>
    public static Caller Resolve(string? key, Rules rules)
    {
        var account = key is { Length: 12 } && key.All(char.IsAsciiDigit) ? key : rules.DefaultAccountId;
        return new(account, $"arn:aws:iam::{account}:root", account, key);
    }
}
