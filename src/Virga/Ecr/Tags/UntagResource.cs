using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Tags;

/// <summary>Removes tags of a repository.</summary>
internal sealed class UntagResource : IMutation<UntagResourceRequest, UntagResourceResponse>
{
    public static UntagResourceResponse Run(UntagResourceRequest input, Change change)
    {
        var row = change.Repository(EcrPlace.NameIn(change, input.ResourceArn), "ecr:UntagResource");
        RepositoryTags.Remove(change, row.Id, input.TagKeys ?? []);
        return new();
    }
}
