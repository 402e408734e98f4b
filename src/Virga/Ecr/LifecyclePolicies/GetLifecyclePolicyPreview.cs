using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>Shows what a previewed policy would do.</summary>
internal sealed class GetLifecyclePolicyPreview
    : IQuery<GetLifecyclePolicyPreviewRequest, GetLifecyclePolicyPreviewResponse>
{
    public static GetLifecyclePolicyPreviewResponse Run(GetLifecyclePolicyPreviewRequest input, WorldView at)
    {
        var registry = at.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:GetLifecyclePolicyPreview");
        var preview = registry.Find<LifecyclePolicyPreviewRow>(row.Id)
            ?? throw EcrErrors.LifecyclePolicyPreviewNotFound(row.Id, registry.Account);
        var shown = preview.Results.Where(one => IsWanted(one, input)).ToList();
        var page = EcrPage.Slice(shown, input.MaxResults, input.NextToken);
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = row.Id,
            LifecyclePolicyText = preview.PolicyText,
            Status = preview.Status,
            NextToken = page.NextToken,
            PreviewResults = page.Items,
            Summary = Summary(preview.Results),
        };
    }

    private static LifecyclePolicyPreviewSummary Summary(List<LifecyclePolicyPreviewResult> results)
    {
        var archived = results.Count(one => one.Action?.Type == ImageActionType.TRANSITION);
        return new()
        {
            ExpiringImageTotalCount = results.Count - archived,
            TransitioningImageTotalCounts = archived == 0
                ? null
                :
                [
                    new()
                    {
                        TargetStorageClass = LifecyclePolicyTargetStorageClass.ARCHIVE, ImageTotalCount = archived,
                    },
                ],
        };
    }

    private static bool IsWanted(LifecyclePolicyPreviewResult result, GetLifecyclePolicyPreviewRequest input)
    {
        if (input.Filter?.TagStatus == TagStatus.TAGGED && result.ImageTags is null) return false;
        if (input.Filter?.TagStatus == TagStatus.UNTAGGED && result.ImageTags is not null) return false;
        return input.ImageIds is not { Count: > 0 } ids || ids.Exists(id =>
            (id.ImageDigest is null || id.ImageDigest == result.ImageDigest)
            && (id.ImageTag is null || result.ImageTags?.Contains(id.ImageTag) == true));
    }
}
