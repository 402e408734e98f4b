using Virga.Fis.ExperimentTemplates;
using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Experiments;

/// <summary>Starts an experiment: targets are found at once, and actions begin.</summary>
internal sealed class StartExperiment : IMutation<StartExperimentRequest, StartExperimentResponse>
{
    public static StartExperimentResponse Run(StartExperimentRequest input, Change change)
    {
        var template = change.Get<ExperimentTemplateRow>(input.ExperimentTemplateId!);
        var plan = template.Plan;
        List<FoundTarget> found =
            [.. plan.Targets.Select(target => new FoundTarget(target.Name, TargetResolution.Resolve(change, target)))];
        var isEmpty = found.Exists(one => one.InstanceIds.Count == 0);
        var isFailed = isEmpty && plan.EmptyTargetResolutionMode == "fail";
        var row = change.Put(new ExperimentRow(FisArns.NewId(change, "EXP"))
        {
            TemplateId = template.Id,
            Plan = plan,
            Status = isFailed ? "failed" : "running",
            // The text is AWS's, as its users quote it.
            Reason = isFailed ? "Target resolution returned empty set" : "Experiment is running.",
            ActionsMode = input.ExperimentOptions?.ActionsMode ?? "run-all",
            StartTime = change.Now,
            EndTime = isFailed ? change.Now : null,
            Actions = [.. plan.Actions.Select(one => new RunningAction(one.Name, isFailed ? "cancelled" : "pending"))],
            Found = found,
            Tags = input.Tags ?? [],
        });
        ExperimentProgress.Run(change, row.Id);
        return new() { Experiment = ExperimentView.Of(change.Get<ExperimentRow>(row.Id), change) };
    }
}
