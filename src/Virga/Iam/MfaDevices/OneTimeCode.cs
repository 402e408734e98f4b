using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Virga.Iam.MfaDevices;

/// <summary>Codes of six digits that change every 30 seconds. Source: RFC 6238 with SHA-1, RFC 4226.</summary>
internal static class OneTimeCode
{
    private const int StepSeconds = 30;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static long StepOf(DateTimeOffset time) => time.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string Of(string seed, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238's default, which authenticator programs speak.
        var hash = HMACSHA1.HashData(Decode(seed), counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadUInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & 0x7fffffff;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The step nearest to a time whose code this is, at most so many steps away; null for none.</summary>
    public static long? FindStep(string seed, string? code, long around, int window)
    {
        for (var away = 0; away <= window; away++)
        {
            if (Of(seed, around - away) == code) return around - away;
            if (Of(seed, around + away) == code) return around + away;
        }

        return null;
    }

    private static byte[] Decode(string text)
    {
        var bytes = new byte[text.Length * 5 / 8];
        var (bits, count, next) = (0u, 0, 0);
        foreach (var c in text)
        {
            bits = (bits << 5) | (uint)Base32.IndexOf(c, StringComparison.Ordinal);
            if ((count += 5) < 8) continue;
            count -= 8;
            bytes[next++] = (byte)(bits >> count);
        }

        return bytes;
    }
}
