using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.LifecyclePolicies;

/// <summary>Starts a preview of the repository's policy, or of a given one.</summary>
internal sealed class StartLifecyclePolicyPreview
    : IMutation<StartLifecyclePolicyPreviewRequest, StartLifecyclePolicyPreviewResponse>
{
    public static StartLifecyclePolicyPreviewResponse Run(StartLifecyclePolicyPreviewRequest input, Change change)
    {
        var registry = change.Registry(input.RegistryId);
        var row = registry.Repository(input.RepositoryName, "ecr:StartLifecyclePolicyPreview");
        var text = input.LifecyclePolicyText ?? row.LifecyclePolicyText
            ?? throw EcrErrors.LifecyclePolicyNotFound(row.Id, registry.Account);
        LifecyclePolicyReader.Read(text);
        if (registry.Find<LifecyclePolicyPreviewRow>(row.Id) is { Status: LifecyclePolicyPreviewStatus.INPROGRESS })
            throw EcrErrors.LifecyclePolicyPreviewInProgress(row.Id, registry.Account);
        registry.Put(new LifecyclePolicyPreviewRow(row.Id)
        {
            PolicyText = text, Status = LifecyclePolicyPreviewStatus.INPROGRESS,
        });
        registry.Later<LifecyclePolicyPreviewCompletes>(LifecyclePolicyPreviewCompletes.Delay, row.Id);
        return new()
        {
            RegistryId = registry.Account,
            RepositoryName = row.Id,
            LifecyclePolicyText = text,
            Status = LifecyclePolicyPreviewStatus.INPROGRESS,
        };
    }
}
