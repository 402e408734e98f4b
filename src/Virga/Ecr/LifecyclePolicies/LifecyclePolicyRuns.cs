using Virga.Ecr.Images;
using Virga.Ecr.Repositories;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>
/// Carries a repository's policy out. AWS says within 24 hours; here ten seconds after a push or a new policy, and
/// every hour, since images also grow old by themselves.
/// </summary>
internal sealed class LifecyclePolicyRuns : ITransition
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    /// <summary>Sees to it that a policy runs soon.</summary>
    public static void Consider(Change change, RepositoryRow repository)
    {
        if (repository.LifecyclePolicyText is null) return;
        var pending = change.Find<TimerRow>($"{nameof(LifecyclePolicyRuns)}:{repository.Id}");
        if (pending is null || pending.Due > change.Now + Soon) change.Later<LifecyclePolicyRuns>(Soon, repository.Id);
    }

    public static void Run(Change change, string subject)
    {
        if (change.Find<RepositoryRow>(subject) is not { LifecyclePolicyText: { } text } repository) return;
        foreach (var step in LifecycleEvaluation.Of(change, subject, LifecyclePolicyReader.Read(text)))
        {
            if (!step.Rule.Archives) ImageRemoval.RemoveRows(change, step.Image);
            else if (step.Image.Status == ImageStatus.ACTIVE) ImageArchive.Archive(change, step.Image);
        }

        change.Put(repository with { LifecyclePolicyEvaluatedAt = change.Now });
        change.Expire<LifecyclePolicyRuns>(Interval, subject);
    }
}
