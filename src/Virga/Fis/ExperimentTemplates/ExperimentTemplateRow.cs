using Virga.State;

namespace Virga.Fis.ExperimentTemplates;

/// <summary>An experiment template.</summary>
internal sealed record ExperimentTemplateRow(string Id) : Row(Id), IRow<ExperimentTemplateRow>
{
    public static RowKind<ExperimentTemplateRow> Kind { get; } = new("fis-experiment-template")
    {
        NotFound = id => FisErrors.NotFound("Experiment template", id),
    };

    public required ExperimentPlan Plan { get; init; }

    public required DateTimeOffset CreationTime { get; init; }

    public required DateTimeOffset LastUpdateTime { get; init; }

    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();
}

/// <summary>What an experiment is to do; an experiment keeps the one that it was started with.</summary>
internal sealed record ExperimentPlan
{
    public required string Description { get; init; }

    /// <summary>Kept; nothing is done in its name.</summary>
    public required string RoleArn { get; init; }

    public IReadOnlyList<PlannedTarget> Targets { get; init; } = [];

    public required IReadOnlyList<PlannedAction> Actions { get; init; }

    /// <summary><c>fail</c> or <c>skip</c>.</summary>
    public string EmptyTargetResolutionMode { get; init; } = "fail";
}

/// <summary>Resources, by id or by tags.</summary>
/// <param name="SelectionMode"><c>ALL</c>, <c>COUNT(n)</c> or <c>PERCENT(n)</c>.</param>
internal sealed record PlannedTarget(string Name, string ResourceType, string SelectionMode)
{
    public IReadOnlyList<string> ResourceArns { get; init; } = [];

    public IReadOnlyDictionary<string, string> ResourceTags { get; init; } = new Dictionary<string, string>();

    public IReadOnlyList<PlannedFilter> Filters { get; init; } = [];
}

/// <summary>A condition on a resource.</summary>
internal sealed record PlannedFilter(string Path, IReadOnlyList<string> Values);

/// <summary>A step of an experiment.</summary>
/// <param name="Duration">The action's parameter, ISO 8601.</param>
/// <param name="Target">The name of the target, where the action has one.</param>
internal sealed record PlannedAction(string Name, string ActionId, string? Description, string Duration, string? Target)
{
    /// <summary>Names of actions that must be over before.</summary>
    public IReadOnlyList<string> StartAfter { get; init; } = [];
}
