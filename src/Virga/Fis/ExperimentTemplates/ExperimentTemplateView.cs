using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.ExperimentTemplates;

/// <summary>Templates as they are described.</summary>
internal static class ExperimentTemplateView
{
    public const string Type = "experiment-template";

    public static ExperimentTemplate Of(ExperimentTemplateRow row, WorldView at) => new()
    {
        Id = row.Id,
        Arn = FisArns.Of(at, Type, row.Id),
        Description = row.Plan.Description,
        Targets = row.Plan.Targets.ToDictionary(one => one.Name, TargetOf),
        Actions = row.Plan.Actions.ToDictionary(one => one.Name, ActionOf),
        StopConditions = [new() { Source = "none" }],
        CreationTime = row.CreationTime,
        LastUpdateTime = row.LastUpdateTime,
        RoleArn = row.Plan.RoleArn,
        Tags = new(row.Tags),
        ExperimentOptions = new()
        {
            AccountTargeting = "single-account", EmptyTargetResolutionMode = row.Plan.EmptyTargetResolutionMode,
        },
        TargetAccountConfigurationsCount = 0,
    };

    public static ExperimentTemplateSummary SummaryOf(ExperimentTemplateRow row, WorldView at) => new()
    {
        Id = row.Id,
        Arn = FisArns.Of(at, Type, row.Id),
        Description = row.Plan.Description,
        CreationTime = row.CreationTime,
        LastUpdateTime = row.LastUpdateTime,
        Tags = new(row.Tags),
    };

    private static ExperimentTemplateTarget TargetOf(PlannedTarget one) => new()
    {
        ResourceType = one.ResourceType,
        ResourceArns = one.ResourceArns.Count > 0 ? [.. one.ResourceArns] : null,
        ResourceTags = one.ResourceTags.Count > 0 ? new(one.ResourceTags) : null,
        Filters = one.Filters.Count > 0
            ? [.. one.Filters.Select(filter => new ExperimentTemplateTargetFilter
                { Path = filter.Path, Values = [.. filter.Values] })]
            : null,
        SelectionMode = one.SelectionMode,
    };

    private static ExperimentTemplateAction ActionOf(PlannedAction one) => new()
    {
        ActionId = one.ActionId,
        Description = one.Description,
        Parameters = new() { [Actions.FisActions.Find(one.ActionId)!.Parameter] = one.Duration },
        Targets = one.Target is null ? [] : new() { [Actions.FisActions.Find(one.ActionId)!.TargetName!] = one.Target },
        StartAfter = one.StartAfter.Count > 0 ? [.. one.StartAfter] : null,
    };
}
