using Virga.State;

namespace Virga.Ssm.Commands;

/// <summary>
/// A command that somebody sent to instances, as it was asked for. What became of it stands in its invocations.
/// </summary>
internal sealed record CommandRow(string Id) : Row(Id), IRow<CommandRow>
{
    public static RowKind<CommandRow> Kind { get; } = new("ssm-command");

    public required string DocumentName { get; init; }

    /// <summary>As the request had it, or <c>$DEFAULT</c>.</summary>
    public required string DocumentVersion { get; init; }

    public string Comment { get; init; } = "";

    /// <summary>As the request had them: references to parameters of the Parameter Store are not resolved.</summary>
    public required Dictionary<string, List<string>> Parameters { get; init; }

    /// <summary>Ids that the request named; empty where it had targets.</summary>
    public IReadOnlyList<string> InstanceIds { get; init; } = [];

    public IReadOnlyList<CommandTarget> Targets { get; init; } = [];

    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>How long an instance may take to start it.</summary>
    public required int TimeoutSeconds { get; init; }

    /// <summary>How long it may run once it started.</summary>
    public required int ExecutionSeconds { get; init; }

    /// <summary>A number or a percentage, as the request had it.</summary>
    public required string MaxConcurrency { get; init; }

    /// <summary>A number or a percentage, as the request had it.</summary>
    public required string MaxErrors { get; init; }

    public string ServiceRole { get; init; } = "";

    public bool IsCancelAsked { get; init; }
}

/// <summary>What chooses instances: a key such as <c>tag:Name</c>, and its values.</summary>
internal sealed record CommandTarget(string Key, IReadOnlyList<string> Values);
