using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Tags;

/// <summary>Adds or replaces tags of a repository.</summary>
internal sealed class TagResource : IMutation<TagResourceRequest, TagResourceResponse>
{
    public static TagResourceResponse Run(TagResourceRequest input, Change change)
    {
        var row = change.Repository(EcrPlace.NameIn(change, input.ResourceArn), "ecr:TagResource");
        RepositoryTags.Add(change, row.Id, input.Tags ?? []);
        return new();
    }
}
