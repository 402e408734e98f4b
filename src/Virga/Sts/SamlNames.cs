using System.Security.Cryptography;
using System.Text;

namespace Virga.Sts;

/// <summary>Source: STS API Reference, AssumeRoleWithSAML, NameQualifier.</summary>
internal static class SamlNames
{
    /// <summary>
    /// Base64 of the SHA-1 of issuer, account and provider: AWS prescribes SHA-1, and nothing is secured by it.
    /// </summary>
    public static string Qualifier(string issuer, string account, string provider)
    {
#pragma warning disable CA5350 // The API prescribes it.
        var hash = SHA1.HashData(Encoding.UTF8.GetBytes($"{issuer}{account}/{provider}"));
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }
}
