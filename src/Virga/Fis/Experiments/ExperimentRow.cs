using Virga.Fis.ExperimentTemplates;
using Virga.State;

namespace Virga.Fis.Experiments;

/// <summary>An experiment that was started.</summary>
internal sealed record ExperimentRow(string Id) : Row(Id), IRow<ExperimentRow>
{
    public static RowKind<ExperimentRow> Kind { get; } = new("fis-experiment")
    {
        NotFound = id => FisErrors.NotFound("Experiment", id),
    };

    public required string TemplateId { get; init; }

    public required ExperimentPlan Plan { get; init; }

    /// <summary><c>running</c>, <c>completed</c>, <c>stopped</c> or <c>failed</c>.</summary>
    public required string Status { get; init; }

    public required string Reason { get; init; }

    /// <summary><c>run-all</c> or <c>skip-all</c>.</summary>
    public string ActionsMode { get; init; } = "run-all";

    public required DateTimeOffset StartTime { get; init; }

    public DateTimeOffset? EndTime { get; init; }

    public required IReadOnlyList<RunningAction> Actions { get; init; }

    /// <summary>What each target came to be.</summary>
    public IReadOnlyList<FoundTarget> Found { get; init; } = [];

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>How far an action is.</summary>
/// <param name="Status"><c>pending</c>, <c>running</c>, <c>completed</c>, <c>stopped</c>, <c>skipped</c> …</param>
/// <param name="Ends">When a running one is over, or when it was.</param>
internal sealed record RunningAction(
    string Name, string Status, string? Reason = null, DateTimeOffset? Started = null, DateTimeOffset? Ends = null);

/// <summary>The resources that a target came to be.</summary>
internal sealed record FoundTarget(string Name, IReadOnlyList<string> InstanceIds);
