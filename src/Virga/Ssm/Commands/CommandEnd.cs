using System.Globalization;
using Virga.Compute;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>How an invocation ended.</summary>
/// <param name="Status">AWS's CommandInvocationStatus.</param>
/// <param name="Details">AWS's status details.</param>
/// <param name="Outcome">What the shell left, or null when none ran.</param>
internal sealed record CommandEnd(string Status, string Details, CommandOutcome? Outcome)
{
    /// <summary>Source: SSM API Reference, GetCommandInvocation, StandardOutputContent.</summary>
    private const int MaxOutput = 24_000;

    /// <summary>Source: SSM API Reference, GetCommandInvocation, StandardErrorContent.</summary>
    private const int MaxError = 8_000;

    /// <summary>Why nothing ran, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The end of a shell that nobody ended.</summary>
    public static CommandEnd Of(CommandOutcome outcome) => outcome.ExitCode == 0
        ? new(CommandInvocationStatus.Success, CommandInvocationStatus.Success, outcome)
        : new(CommandInvocationStatus.Failed, CommandStatuses.Failed, outcome);

    public CommandInvocationRow Apply(CommandInvocationRow row, DateTimeOffset now) =>
        row.Ended(now, Status, Details) with
    {
        ResponseCode = Outcome?.ExitCode ?? -1,
        Output = First(Outcome?.Output ?? "", MaxOutput),
        Error = First(ErrorText(), MaxError),
    };

    /// <summary>The agent adds a line of its own to a failure; public reports quote it.</summary>
    private string ErrorText() => Outcome is { ExitCode: not 0 } failed
        ? string.Create(
            CultureInfo.InvariantCulture, $"{failed.Error}failed to run commands: exit status {failed.ExitCode}")
        : (Outcome?.Error ?? "") + Reason;

    /// <summary>Never half of a character that takes two places.</summary>
    private static string First(string text, int count)
    {
        if (text.Length <= count) return text;
        return text[..(char.IsHighSurrogate(text[count - 1]) ? count - 1 : count)];
    }
}
