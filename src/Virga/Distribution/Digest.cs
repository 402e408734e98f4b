using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Virga.Distribution;

/// <summary>A content address: <c>sha256:</c> and 64 lower-case hex digits. ECR knows no other algorithm.</summary>
internal readonly record struct Digest
{
    private const string Prefix = "sha256:";
    private const int HexLength = 64;
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    private Digest(string text) => Text = text;

    /// <summary>With the algorithm: <c>sha256:…</c>.</summary>
    public string Text { get; }

    /// <summary>Without the algorithm.</summary>
    public string Hex => Text[Prefix.Length..];

    public static Digest Of(ReadOnlySpan<byte> content) => OfHash(SHA256.HashData(content));

    public static Digest OfHash(byte[] hash) => new(Prefix + Convert.ToHexStringLower(hash));

    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        digest = default;
        if (text is null || text.Length != Prefix.Length + HexLength) return false;
        if (!text.StartsWith(Prefix, StringComparison.Ordinal)) return false;
        if (text.AsSpan(Prefix.Length).ContainsAnyExcept(HexDigits)) return false;
        digest = new(text);
        return true;
    }

    /// <summary>A digest that was checked before, such as a row's.</summary>
    public static Digest Parse(string text) => TryParse(text, out var digest)
        ? digest
        : throw new FormatException(text);

    public override string ToString() => Text;
}
