using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Tags;

/// <summary>Removes tags; without keys, all of them.</summary>
internal sealed class UntagResource : IMutation<UntagResourceRequest, UntagResourceResponse>
{
    public static UntagResourceResponse Run(UntagResourceRequest input, Change change)
    {
        var left = FisTags.Of(change, input.ResourceArn!)
            .Where(tag => input.TagKeys is { } keys && !keys.Contains(tag.Key)).ToDictionary();
        FisTags.Put(change, input.ResourceArn!, left);
        return new();
    }
}
