using Virga.State;

namespace Virga.Iam;

/// <summary>Makes IAM's ids. Prefixes: IAM User Guide, "Unique identifiers".</summary>
internal static class IamIds
{
    public const string User = "AIDA";
    public const string Role = "AROA";
    public const string Group = "AGPA";
    public const string Policy = "ANPA";
    public const string InstanceProfile = "AIPA";
    public const string PublicKey = "APKA";
    public const string ServiceCredential = "ACCA";
    public const string ServerCertificate = "ASCA";

    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>A unique id such as <c>AROAZXCVBNMASDFGHJKLQ</c>: 21 characters, as AWS makes them.</summary>
    public static string New(Change change, string prefix) => prefix + change.RandomText(17, Base32);
}
