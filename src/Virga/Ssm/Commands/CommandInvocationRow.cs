using System.Text.Json.Serialization;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Commands;

/// <summary>A command on one instance, and what came of it. The id is the command's, a slash, the instance's.</summary>
internal sealed record CommandInvocationRow(string Id) : Row(Id), IRow<CommandInvocationRow>
{
    public static RowKind<CommandInvocationRow> Kind { get; } =
        new("ssm-command-invocation");

    /// <summary>Invocations by their command.</summary>
    public static readonly Index<CommandInvocationRow> ByCommand = Kind.Index(row => row.CommandId);

    /// <summary>Invocations by their instance.</summary>
    public static readonly Index<CommandInvocationRow> ByInstance = Kind.Index(row => row.InstanceId);

    public required string CommandId { get; init; }

    public required string InstanceId { get; init; }

    /// <summary>AWS's CommandInvocationStatus.</summary>
    public string Status { get; init; } = CommandInvocationStatus.Pending;

    /// <summary>Says more than the status: <c>ExecutionTimedOut</c>, <c>Undeliverable</c>.</summary>
    public string StatusDetails { get; init; } = CommandInvocationStatus.Pending;

    /// <summary>The exit code; -1 while there is none.</summary>
    public int ResponseCode { get; init; } = -1;

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public string Output { get; init; } = "";

    public string Error { get; init; } = "";

    /// <summary>Whether nothing more will come of it.</summary>
    [JsonIgnore]
    public bool IsEnded => Status is not (CommandInvocationStatus.Pending or CommandInvocationStatus.InProgress
        or CommandInvocationStatus.Cancelling);

    /// <summary>
    /// Whether it counts against MaxErrors: what did not reach the instance does not. Source: SSM API Reference,
    /// CommandInvocation.
    /// </summary>
    [JsonIgnore]
    public bool IsError => StatusDetails is CommandStatuses.Failed or CommandStatuses.ExecutionTimedOut;

    public static string IdOf(string commandId, string instanceId) => $"{commandId}/{instanceId}";

    /// <summary>The row as it is when it has ended.</summary>
    public CommandInvocationRow Ended(DateTimeOffset now, string status, string details) =>
        this with { Status = status, StatusDetails = details, EndedAt = now };
}
