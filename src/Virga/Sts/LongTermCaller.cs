using Virga.Iam;
using Virga.State;

namespace Virga.Sts;

/// <summary>A caller with a key of its own: a user, or the account itself.</summary>
internal static class LongTermCaller
{
    private const int TwelveHours = 12 * 3_600;
    private const int OneHour = 3_600;

    /// <summary>The user's name, or null for the account.</summary>
    public static string? UserName(Caller caller) => IsRoot(caller) ? null : IamArns.NameOf(caller.Arn);

    /// <summary>
    /// The length of a session: 12 hours, and one for the account itself. Source: STS API Reference, GetSessionToken.
    /// </summary>
    public static int Seconds(Caller caller, int? asked) =>
        IsRoot(caller) ? Math.Min(asked ?? OneHour, OneHour) : asked ?? TwelveHours;

    private static bool IsRoot(Caller caller) => caller.Arn == IamArns.Root(caller.Account);
}
