using Virga.Ec2;
using Virga.Fis.Actions;
using Virga.Fis.ExperimentTemplates;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Experiments;

/// <summary>Experiments as they are described.</summary>
internal static class ExperimentView
{
    public const string Type = "experiment";

    public static Experiment Of(ExperimentRow row, WorldView at) => new()
    {
        Id = row.Id,
        Arn = FisArns.Of(at, Type, row.Id),
        ExperimentTemplateId = row.TemplateId,
        RoleArn = row.Plan.RoleArn,
        State = StateOf(row),
        Targets = row.Plan.Targets.ToDictionary(one => one.Name, one => TargetOf(one, row, at)),
        Actions = row.Plan.Actions.ToDictionary(one => one.Name, one => ActionOf(one, row)),
        StopConditions = [new() { Source = "none" }],
        CreationTime = row.StartTime,
        StartTime = row.StartTime,
        EndTime = row.EndTime,
        Tags = new(row.Tags),
        ExperimentOptions = OptionsOf(row),
        TargetAccountConfigurationsCount = 0,
    };

    public static ExperimentSummary SummaryOf(ExperimentRow row, WorldView at) => new()
    {
        Id = row.Id,
        Arn = FisArns.Of(at, Type, row.Id),
        ExperimentTemplateId = row.TemplateId,
        State = StateOf(row),
        CreationTime = row.StartTime,
        Tags = new(row.Tags),
        ExperimentOptions = OptionsOf(row),
    };

    private static ExperimentState StateOf(ExperimentRow row) => new() { Status = row.Status, Reason = row.Reason };

    private static ExperimentOptions OptionsOf(ExperimentRow row) => new()
    {
        AccountTargeting = "single-account",
        EmptyTargetResolutionMode = row.Plan.EmptyTargetResolutionMode,
        ActionsMode = row.ActionsMode,
    };

    private static ExperimentTarget TargetOf(PlannedTarget one, ExperimentRow row, WorldView at) => new()
    {
        ResourceType = one.ResourceType,
        ResourceArns =
        [
            .. row.Found.FirstOrDefault(found => found.Name == one.Name)?.InstanceIds
                .Select(id => at.Ec2Arn("instance", id)) ?? [],
        ],
        ResourceTags = one.ResourceTags.Count > 0 ? new(one.ResourceTags) : null,
        Filters = one.Filters.Count > 0
            ? [.. one.Filters.Select(filter => new ExperimentTargetFilter
                { Path = filter.Path, Values = [.. filter.Values] })]
            : null,
        SelectionMode = one.SelectionMode,
    };

    private static ExperimentAction ActionOf(PlannedAction planned, ExperimentRow row)
    {
        var action = FisActions.Find(planned.ActionId)!;
        var now = row.Actions.First(one => one.Name == planned.Name);
        return new()
        {
            ActionId = planned.ActionId,
            Description = planned.Description,
            Parameters = new() { [action.Parameter] = planned.Duration },
            Targets = planned.Target is null ? [] : new() { [action.TargetName!] = planned.Target },
            StartAfter = planned.StartAfter.Count > 0 ? [.. planned.StartAfter] : null,
            State = new() { Status = now.Status, Reason = now.Reason },
            StartTime = now.Started,
            EndTime = now.Status is "running" or "pending" ? null : now.Ends,
        };
    }
}
