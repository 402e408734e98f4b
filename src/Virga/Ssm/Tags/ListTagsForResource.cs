using Virga.Service;
using Virga.Ssm.Parameters;
using Virga.State;
using Virga.Wire.Ssm;

namespace Virga.Ssm.Tags;

/// <summary>Lists the tags of a parameter.</summary>
internal sealed class ListTagsForResource : IQuery<ListTagsForResourceRequest, ListTagsForResourceResult>
{
    public static ListTagsForResourceResult Run(ListTagsForResourceRequest input, WorldView at) =>
        new() { TagList = ParameterTags.List(at, ParameterTags.Resource(at, input.ResourceType, input.ResourceId)) };
}
