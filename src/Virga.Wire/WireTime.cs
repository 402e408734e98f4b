using System.Globalization;

namespace Virga.Wire;

/// <summary>Times on the wire: ISO 8601 in forms and XML, seconds since 1970 in JSON.</summary>
internal static class WireTime
{
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd", "yyyyMMdd'T'HHmmssK",
    ];

    private const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;

    /// <summary>The first and last second a <see cref="DateTimeOffset"/> can hold.</summary>
    private const double FirstSecond = -62_135_596_800, LastSecond = 253_402_300_799;

    /// <summary>A time without a zone is UTC.</summary>
    public static bool TryParse(string text, out DateTimeOffset time) =>
        DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, Utc, out time);

    /// <summary>Seconds with a fraction, cut to milliseconds as AWS does.</summary>
    public static bool TryFromSeconds(double seconds, out DateTimeOffset time)
    {
        var fits = seconds is >= FirstSecond and <= LastSecond;
        time = fits ? DateTimeOffset.FromUnixTimeMilliseconds((long)Math.Round(seconds * 1000)) : default;
        return fits;
    }

    /// <summary>Seconds with three decimals at most.</summary>
    public static decimal ToSeconds(DateTimeOffset time) => time.ToUnixTimeMilliseconds() / 1000m;
}
