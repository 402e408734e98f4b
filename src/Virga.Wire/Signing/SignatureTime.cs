using System.Globalization;

namespace Virga.Wire.Signing;

/// <summary>The times of signatures: ISO 8601 basic form in UTC, and how far they may be off.</summary>
public static class SignatureTime
{
    /// <summary>
    /// How far the clock of a client may be off. Source: AWS's own texts, "(20210502T174643Z - 15 min.)".
    /// </summary>
    public static readonly TimeSpan Skew = TimeSpan.FromMinutes(15);

    private const string Basic = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>A time as signatures write it.</summary>
    public static string Format(DateTimeOffset time) => time.UtcDateTime.ToString(Basic, CultureInfo.InvariantCulture);

    /// <summary>Reads the basic form, or the form of the HTTP Date header.</summary>
    public static bool TryParse(string text, out DateTimeOffset time)
    {
        const DateTimeStyles utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTimeOffset.TryParseExact(text, Basic, CultureInfo.InvariantCulture, utc, out time)
            || DateTimeOffset.TryParseExact(text, "r", CultureInfo.InvariantCulture, utc, out time);
    }

    /// <summary>Null when the request is fresh; otherwise AWS's text with both times in it.</summary>
    internal static SignatureFault? Check(RequestSignature signature, DateTimeOffset now)
    {
        var earliest = signature.ExpiresSeconds is { } seconds ? now.AddSeconds(-seconds) : now - Skew;
        if (signature.SignedAt < earliest)
        {
            var why = signature.ExpiresSeconds is { } s
                ? $"{Format(now)} - {s} sec."
                : $"{Format(now)} - 15 min.";
            return Stale($"Signature expired: {signature.Timestamp} is now earlier than {Format(earliest)} ({why})");
        }
        var latest = now + Skew;
        return signature.SignedAt > latest
            ? Stale($"Signature not yet current: {signature.Timestamp} is still later than {Format(latest)} "
                + $"({Format(now)} + 15 min.)")
            : null;
    }

    private static SignatureFault Stale(string message) => new(SignatureFaultKind.RequestExpired, message);
}
