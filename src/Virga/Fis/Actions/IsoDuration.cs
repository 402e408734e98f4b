using System.Text.RegularExpressions;

namespace Virga.Fis.Actions;

/// <summary>Durations as experiments write them: <c>PT2M</c>, <c>PT1H30M</c>, <c>PT90S</c>.</summary>
internal static partial class IsoDuration
{
    /// <summary>Null for what is no such duration.</summary>
    public static TimeSpan? Read(string? text)
    {
        if (text is null || Form().Match(text) is not { Success: true } match) return null;
        return new TimeSpan(Number(match, 1), Number(match, 2), Number(match, 3));
    }

    private static int Number(Match match, int group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan) : 0;

    [GeneratedRegex("^PT(?=[0-9])(?:([0-9]{1,4})H)?(?:([0-9]{1,5})M)?(?:([0-9]{1,6})S)?$")]
    private static partial Regex Form();
}
