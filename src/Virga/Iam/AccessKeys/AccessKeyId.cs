using System.Globalization;
using Virga.State;

namespace Virga.Iam.AccessKeys;

/// <summary>
/// Access key ids. AWS writes the account into them: of the 16 characters after the prefix, which are base32, the first
/// 47
/// bits but one are the account number shifted by 7. Source: public analysis by A. Steele, "AWS access key ID formats";
/// GetAccessKeyInfo answers from nothing else. So a key leads to its account without a directory of keys.
/// </summary>
internal static class AccessKeyId
{
    /// <summary>Keys of users.</summary>
    public const string LongTerm = "AKIA";

    /// <summary>Keys of sessions.</summary>
    public const string Temporary = "ASIA";

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int Length = 20;

    /// <summary>The two sets of AWS's own ids use 80 bits: one mark, 40 of the account, 39 of chance.</summary>
    private const int AccountShift = 39;

    /// <summary>A new key of this account.</summary>
    public static string New(Change change, string prefix, string account)
    {
        var number = UInt128.Parse(account, CultureInfo.InvariantCulture);
        var random = (UInt128)(change.Random() & ((1UL << AccountShift) - 1));
        var bits = (UInt128.One << 79) | (number << AccountShift) | random;
        return string.Create(Length, (prefix, bits), static (text, state) =>
        {
            state.prefix.CopyTo(text);
            for (var at = Length - 1; at >= 4; at--, state.bits >>= 5)
                text[at] = Base32[(int)(state.bits & 31)];
        });
    }

    /// <summary>The account that a key names, or null when it is not of AWS's form.</summary>
    public static string? AccountOf(string key)
    {
        if (key.Length != Length || key[0] != 'A') return null;
        var bits = UInt128.Zero;
        foreach (var c in key.AsSpan(4))
        {
            var digit = Base32.IndexOf(c, StringComparison.Ordinal);
            if (digit < 0) return null;
            bits = (bits << 5) | (uint)digit;
        }

        var number = (ulong)(bits >> AccountShift) & ((1UL << 40) - 1);
        return number <= 999_999_999_999 ? number.ToString("D12", CultureInfo.InvariantCulture) : null;
    }
}
