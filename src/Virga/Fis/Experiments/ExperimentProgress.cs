using Virga.Ec2.InstanceEvents;
using Virga.Ec2.Instances;
using Virga.Fis.Actions;
using Virga.Fis.ExperimentTemplates;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Fis.Experiments;

/// <summary>
/// Carries an experiment on: actions begin when those before them are over, and it is over with the last. Its
/// interruptions are those of <see cref="InstanceEventPlan"/>: recommendation at once, notice two minutes before the
/// end, then the instance stops, hibernates or ends, as its spot request says.
/// </summary>
internal sealed class ExperimentProgress : ITransition
{
    /// <summary>The subject is the experiment.</summary>
    public static void Run(Change change, string subject)
    {
        if (change.Find<ExperimentRow>(subject) is not { Status: "running" } experiment) return;
        List<RunningAction> actions =
        [
            .. experiment.Actions.Select(one => one.Status == "running" && one.Ends <= change.Now
                ? one with { Status = "completed", Reason = "Action was completed." }
                : one),
        ];
        while (actions.FindIndex(one => IsDue(one, actions, experiment.Plan)) is >= 0 and var next)
            actions[next] = Begin(change, experiment, actions[next]);
        var isOver = actions.TrueForAll(one => one.Status is "completed" or "skipped");
        if (!isOver)
        {
            var wake = actions.Where(one => one.Status == "running").Min(one => one.Ends!.Value);
            change.Expire<ExperimentProgress>(wake - change.Now, subject);
        }

        change.Put(isOver
            ? experiment with
            {
                Actions = actions, Status = "completed", Reason = "Experiment completed.", EndTime = change.Now,
            }
            : experiment with { Actions = actions });
    }

    /// <summary>Ends it before its time; interruptions whose notice was given come all the same.</summary>
    public static ExperimentRow Stop(Change change, ExperimentRow experiment)
    {
        change.Cancel<ExperimentProgress>(experiment.Id);
        foreach (var action in experiment.Actions.Where(one => one.Status == "running"))
            foreach (var instance in InstancesOf(change, experiment, action))
                if (instance.Events?.Interruption is { IsExperiment: true })
                    InstanceEventPlan.CallOff(change, instance);
        return change.Put(experiment with
        {
            Status = "stopped",
            Reason = "Experiment halted by user.",
            EndTime = change.Now,
            Actions =
            [
                .. experiment.Actions.Select(one => one.Status switch
                {
                    "running" => one with { Status = "stopped", Reason = "Action was stopped.", Ends = change.Now },
                    "pending" => one with { Status = "cancelled", Reason = "Action was cancelled." },
                    _ => one,
                }),
            ],
        });
    }

    private static bool IsDue(RunningAction action, List<RunningAction> all, ExperimentPlan plan) =>
        action.Status == "pending"
        && plan.Actions.First(one => one.Name == action.Name).StartAfter.All(before =>
            all.Exists(one => one.Name == before && one.Status is "completed" or "skipped"));

    private static RunningAction Begin(Change change, ExperimentRow experiment, RunningAction action)
    {
        var planned = experiment.Plan.Actions.First(one => one.Name == action.Name);
        var instances = InstancesOf(change, experiment, action).ToList();
        if (experiment.ActionsMode == "skip-all" || planned.Target is not null && instances.Count == 0)
            return action with { Status = "skipped", Reason = "Action was skipped.", Started = change.Now };
        var duration = IsoDuration.Read(planned.Duration)!.Value;
        foreach (var instance in instances.Where(one => one.State == InstanceStateName.Running))
            InstanceEventPlan.Interrupt(
                change, instance, BehaviorOf(change, instance), duration, InstanceEventPlan.NoticePeriod,
                isExperiment: true);
        return action with
        {
            Status = "running", Reason = "Action is running.", Started = change.Now, Ends = change.Now + duration,
        };
    }

    private static IEnumerable<InstanceRow> InstancesOf(WorldView at, ExperimentRow experiment, RunningAction action)
    {
        var target = experiment.Plan.Actions.First(one => one.Name == action.Name).Target;
        var ids = experiment.Found.FirstOrDefault(one => one.Name == target)?.InstanceIds ?? [];
        return ids.Select(at.Find<InstanceRow>).OfType<InstanceRow>();
    }

    /// <summary>What the spot request says; a launch that said nothing is terminated.</summary>
    private static string BehaviorOf(WorldView at, InstanceRow instance) =>
        at.Find<Ec2.SpotInstances.SpotRequestRow>(instance.SpotInstanceRequestId)?.InterruptionBehavior ?? "terminate";
}
