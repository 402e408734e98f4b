using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Tags;

/// <summary>Lists tags.</summary>
internal sealed class ListTagsForResource : IQuery<ListTagsForResourceRequest, ListTagsForResourceResponse>
{
    public static ListTagsForResourceResponse Run(ListTagsForResourceRequest input, WorldView at) =>
        new() { Tags = new(FisTags.Of(at, input.ResourceArn!)) };
}
