using System.Globalization;

namespace Virga.Ssm.Commands;

/// <summary>How many invocations run at once, and how many may fail: numbers, or percentages of all.</summary>
internal static class CommandLimits
{
    /// <summary>Source: SSM API Reference, SendCommand.</summary>
    public const string DefaultConcurrency = "50";

    /// <summary>Source: SSM API Reference, SendCommand.</summary>
    public const string DefaultErrors = "0";

    /// <summary>At least one.</summary>
    public static int Concurrency(CommandRow command, int targets) =>
        Math.Max(1, Of(command.MaxConcurrency, targets, MidpointRounding.ToPositiveInfinity));

    /// <summary>The command fails when more than these do.</summary>
    public static int Errors(CommandRow command, int targets) =>
        Of(command.MaxErrors, targets, MidpointRounding.ToZero);

    private static int Of(string text, int targets, MidpointRounding rounding)
    {
        var isPercentage = text.EndsWith('%');
        var number = int.Parse(text.TrimEnd('%'), CultureInfo.InvariantCulture);
        return isPercentage ? (int)Math.Round(number * targets / 100m, rounding) : number;
    }
}
