using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>
/// What a command as a whole has come to, from its invocations. Source: Systems Manager User Guide, "Understanding
/// command statuses".
/// </summary>
internal static class CommandStatuses
{
    public const string Failed = "Failed";
    public const string ExecutionTimedOut = "ExecutionTimedOut";
    public const string DeliveryTimedOut = "DeliveryTimedOut";
    public const string Undeliverable = "Undeliverable";

    /// <summary>More invocations failed than MaxErrors lets, so the others were not begun.</summary>
    public const string Terminated = "Terminated";

    /// <summary>No instance has what the targets ask for.</summary>
    private const string NoInstancesInTag = "NoInstancesInTag";

    /// <summary>Some did not succeed, but not enough of them for a failure.</summary>
    private const string Incomplete = "Incomplete";

    /// <summary>Status and details.</summary>
    public static (string Status, string Details) Of(CommandRow command, IReadOnlyList<CommandInvocationRow> all)
    {
        if (all.Count == 0) return (CommandStatus.Success, NoInstancesInTag);
        if (all.Any(one => !one.IsEnded)) return Same(OfRunning(command, all));
        if (all.All(one => one.Status == CommandInvocationStatus.Success)) return Same(CommandStatus.Success);
        if (command.IsCancelAsked && all.Any(one => one.StatusDetails == CommandInvocationStatus.Cancelled))
            return Same(CommandStatus.Cancelled);
        if (all.Count(one => one.IsError) > CommandLimits.Errors(command, all.Count))
            return all.Any(one => one.StatusDetails == Failed)
                ? Same(CommandStatus.Failed)
                : (CommandStatus.TimedOut, ExecutionTimedOut);
        return all.Any(one => one.StatusDetails == DeliveryTimedOut)
            ? (CommandStatus.TimedOut, DeliveryTimedOut)
            : (CommandStatus.Failed, Incomplete);
    }

    private static string OfRunning(CommandRow command, IReadOnlyList<CommandInvocationRow> all)
    {
        if (command.IsCancelAsked) return CommandStatus.Cancelling;
        return all.All(one => one.Status == CommandInvocationStatus.Pending)
            ? CommandStatus.Pending
            : CommandStatus.InProgress;
    }

    private static (string Status, string Details) Same(string status) => (status, status);
}
