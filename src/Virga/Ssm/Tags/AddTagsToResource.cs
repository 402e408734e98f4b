using Virga.Service;
using Virga.Ssm.Parameters;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Tags;

/// <summary>Tags a parameter.</summary>
internal sealed class AddTagsToResource : IMutation<AddTagsToResourceRequest, AddTagsToResourceResult>
{
    public static AddTagsToResourceResult Run(AddTagsToResourceRequest input, Change change)
    {
        ParameterTags.Add(change, ParameterTags.Resource(change, input.ResourceType, input.ResourceId), input.Tags);
        return new();
    }
}
