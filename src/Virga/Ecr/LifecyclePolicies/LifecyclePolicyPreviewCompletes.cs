using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>Evaluates the policy of a preview, with what the run uses.</summary>
internal sealed class LifecyclePolicyPreviewCompletes : ITransition
{
    public static readonly TimeSpan Delay = TimeSpan.FromMilliseconds(500);

    public static void Run(Change change, string subject)
    {
        if (change.Find<LifecyclePolicyPreviewRow>(subject) is not { } preview) return;
        var steps = LifecycleEvaluation.Of(change, subject, LifecyclePolicyReader.Read(preview.PolicyText));
        change.Put(preview with
        {
            Status = LifecyclePolicyPreviewStatus.COMPLETE,
            Results = [.. steps.Select(step => Result(step, change))],
        });
    }

    private static LifecyclePolicyPreviewResult Result(LifecycleStep step, Change change)
    {
        var tags = ImageLookup.TagsOf(change, step.Image);
        return new()
        {
            ImageTags = tags.Count == 0 ? null : tags,
            ImageDigest = step.Image.Digest,
            ImagePushedAt = step.Image.PushedAt,
            Action = new()
            {
                Type = step.Rule.Archives ? ImageActionType.TRANSITION : ImageActionType.EXPIRE,
                TargetStorageClass = step.Rule.Archives ? LifecyclePolicyTargetStorageClass.ARCHIVE : null,
            },
            AppliedRulePriority = step.Rule.Priority,
            StorageClass = step.Image.Status == ImageStatus.ARCHIVED
                ? LifecyclePolicyStorageClass.ARCHIVE
                : LifecyclePolicyStorageClass.STANDARD,
        };
    }
}
