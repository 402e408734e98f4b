using Virga.Service;
using Virga.Ssm.Parameters;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Tags;

/// <summary>Removes tags of a parameter.</summary>
internal sealed class RemoveTagsFromResource : IMutation<RemoveTagsFromResourceRequest, RemoveTagsFromResourceResult>
{
    public static RemoveTagsFromResourceResult Run(RemoveTagsFromResourceRequest input, Change change)
    {
        ParameterTags.Remove(change, ParameterTags.Resource(change, input.ResourceType, input.ResourceId),
            input.TagKeys);
        return new();
    }
}
