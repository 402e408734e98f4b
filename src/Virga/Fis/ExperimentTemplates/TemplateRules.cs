using System.Text.RegularExpressions;
using Virga.Fis.Actions;
using Virga.Wire.Fis;

namespace Virga.Fis.ExperimentTemplates;

/// <summary>
/// Checks a template and makes a plan of it. What cannot be true here (alarms, logs, reports, other accounts, other
/// actions) is refused by its name.
/// </summary>
internal static partial class TemplateRules
{
    /// <summary>What filters may look at, of the members of DescribeInstances.</summary>
    private static readonly string[] FilterPaths =
        ["State.Name", "Placement.AvailabilityZone", "InstanceType", "VpcId", "SubnetId", "InstanceId"];

    public static ExperimentPlan Plan(CreateExperimentTemplateRequest input)
    {
        if (input.StopConditions!.Any(one => one.Source != "none"))
            throw FisErrors.Invalid("stopConditions: there are no CloudWatch alarms here; the source must be none.");
        if (input.LogConfiguration is not null)
            throw FisErrors.Invalid("logConfiguration: experiments are not logged here.");
        if (input.ExperimentReportConfiguration is not null)
            throw FisErrors.Invalid("experimentReportConfiguration: there are no experiment reports here.");
        if (input.ExperimentOptions?.AccountTargeting is not (null or "single-account"))
            throw FisErrors.Invalid("experimentOptions: accountTargeting must be single-account here.");
        var targets = (input.Targets ?? []).Select(pair => TargetOf(pair.Key, pair.Value)).ToList();
        var plan = new ExperimentPlan
        {
            Description = input.Description!,
            RoleArn = input.RoleArn!,
            Targets = targets,
            Actions = [.. input.Actions!.Select(pair => ActionOf(pair.Key, pair.Value, targets))],
            EmptyTargetResolutionMode = input.ExperimentOptions?.EmptyTargetResolutionMode ?? "fail",
        };
        CheckOrder(plan);
        return plan;
    }

    private static PlannedTarget TargetOf(string name, CreateExperimentTemplateTargetInput input)
    {
        if (input.ResourceType != FisActions.SpotInstance)
            throw FisErrors.Invalid(
                $"Target {name}: the resource type {input.ResourceType} is not supported here.");
        if (!Selection().IsMatch(input.SelectionMode!))
            throw FisErrors.Invalid($"Target {name}: the selection mode {input.SelectionMode} is not valid.");
        if (input.Parameters is { Count: > 0 })
            throw FisErrors.Invalid($"Target {name}: the resource type has no parameters.");
        var hasArns = input.ResourceArns is { Count: > 0 };
        if (hasArns == input.ResourceTags is { Count: > 0 } && (hasArns || input.Filters is not { Count: > 0 }))
            throw FisErrors.Invalid($"Target {name}: specify either resource ARNs or resource tags.");
        if (input.Filters?.Find(filter => !FilterPaths.Contains(filter.Path)) is { } unknown)
            throw FisErrors.Invalid($"Target {name}: the filter path {unknown.Path} is not supported here.");
        return new(name, input.ResourceType, input.SelectionMode!)
        {
            ResourceArns = input.ResourceArns ?? [],
            ResourceTags = input.ResourceTags ?? [],
            Filters = [.. (input.Filters ?? []).Select(one => new PlannedFilter(one.Path!, one.Values!))],
        };
    }

    private static PlannedAction ActionOf(
        string name, CreateExperimentTemplateActionInput input, List<PlannedTarget> targets)
    {
        var action = FisActions.Find(input.ActionId)
            ?? throw FisErrors.Invalid($"Action {name}: {input.ActionId} is not supported here.");
        var text = input.Parameters?.GetValueOrDefault(action.Parameter);
        if (IsoDuration.Read(text) is not { } duration || duration < action.Range.Least || duration > action.Range.Most)
            throw FisErrors.Invalid($"Action {name}: the parameter {action.Parameter} is missing or not valid.");
        if (input.Parameters!.Keys.FirstOrDefault(key => key != action.Parameter) is { } unknown)
            throw FisErrors.Invalid($"Action {name}: there is no parameter {unknown}.");
        var target = action.TargetName is { } wanted ? input.Targets?.GetValueOrDefault(wanted) : null;
        if (action.TargetName is not null && targets.TrueForAll(one => one.Name != target))
            throw FisErrors.Invalid($"Action {name}: the target {action.TargetName} is missing.");
        if (input.Targets?.Keys.FirstOrDefault(key => key != action.TargetName) is { } odd)
            throw FisErrors.Invalid($"Action {name}: there is no target {odd}.");
        return new(name, action.Id, input.Description, text!, target) { StartAfter = input.StartAfter ?? [] };
    }

    /// <summary>Each action must come to its turn.</summary>
    private static void CheckOrder(ExperimentPlan plan)
    {
        if (plan.Actions.Count == 0) throw FisErrors.Invalid("A template must have at least one action.");
        var over = new HashSet<string>(StringComparer.Ordinal);
        while (plan.Actions.FirstOrDefault(one => !over.Contains(one.Name) && one.StartAfter.All(over.Contains))
            is { } next)
            over.Add(next.Name);
        if (over.Count < plan.Actions.Count)
            throw FisErrors.Invalid("The actions' startAfter name no action, or each other in a circle.");
    }

    [GeneratedRegex(@"^(ALL|COUNT\([1-9][0-9]{0,3}\)|PERCENT\([1-9][0-9]?\)|PERCENT\(100\))$")]
    private static partial Regex Selection();
}
