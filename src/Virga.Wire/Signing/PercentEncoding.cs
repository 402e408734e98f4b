using System.Buffers;
using System.Text;

namespace Virga.Wire.Signing;

/// <summary>
/// Percent encoding as Signature Version 4 has it: only A-Z a-z 0-9 - . _ ~ stay, escapes are upper-case hex of UTF-8.
/// Source: AWS General Reference, "Create a canonical request".
/// </summary>
public static class PercentEncoding
{
    private static readonly SearchValues<char> Unreserved =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~");

    private static readonly SearchValues<char> UnreservedAndSlash =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/");

    /// <summary>Encodes everything but the unreserved characters.</summary>
    public static string Encode(ReadOnlySpan<char> text) => Encode(text, Unreserved);

    /// <summary>Encodes a whole path: slashes stay too.</summary>
    public static string EncodePath(ReadOnlySpan<char> path) => Encode(path, UnreservedAndSlash);

    /// <summary>
    /// Decodes percent escapes; a plus sign stays a plus sign, and a percent sign that starts no escape stays itself.
    /// </summary>
    public static string Decode(ReadOnlySpan<char> text)
    {
        if (!text.Contains('%'))
            return text.ToString();
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        var written = 0;
        while (!text.IsEmpty)
        {
            var plain = text.IndexOf('%');
            if (plain != 0)
            {
                var piece = plain < 0 ? text : text[..plain];
                written += Encoding.UTF8.GetBytes(piece, bytes.AsSpan(written));
                text = text[piece.Length..];
            }
            else if (text.Length >= 3 && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]))
            {
                bytes[written++] = byte.Parse(text.Slice(1, 2), System.Globalization.NumberStyles.AllowHexSpecifier);
                text = text[3..];
            }
            else
            {
                bytes[written++] = (byte)'%';
                text = text[1..];
            }
        }
        var result = Encoding.UTF8.GetString(bytes, 0, written);
        ArrayPool<byte>.Shared.Return(bytes);
        return result;
    }

    private static string Encode(ReadOnlySpan<char> text, SearchValues<char> kept)
    {
        if (!text.ContainsAnyExcept(kept))
            return text.ToString();
        var result = new StringBuilder(text.Length + 32);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii && kept.Contains((char)rune.Value))
            {
                result.Append((char)rune.Value);
                continue;
            }
            var length = rune.EncodeToUtf8(bytes);
            for (var i = 0; i < length; i++)
                result.Append('%').Append(HexDigit(bytes[i] >> 4)).Append(HexDigit(bytes[i] & 15));
        }
        return result.ToString();
    }

    private static char HexDigit(int value) => (char)(value < 10 ? '0' + value : 'A' + value - 10);
}
