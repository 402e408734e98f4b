using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Tags;

/// <summary>Lists the tags of a repository.</summary>
internal sealed class ListTagsForResource : IQuery<ListTagsForResourceRequest, ListTagsForResourceResponse>
{
    public static ListTagsForResourceResponse Run(ListTagsForResourceRequest input, WorldView at)
    {
        var row = at.Repository(EcrPlace.NameIn(at, input.ResourceArn), "ecr:ListTagsForResource");
        return new() { Tags = RepositoryTags.Of(at, row.Id) };
    }
}
