using Virga.Service;
using Virga.State;
using Virga.Wire.Fis;

namespace Virga.Fis.Tags;

/// <summary>Sets tags.</summary>
internal sealed class TagResource : IMutation<TagResourceRequest, TagResourceResponse>
{
    public static TagResourceResponse Run(TagResourceRequest input, Change change)
    {
        var tags = new Dictionary<string, string>(FisTags.Of(change, input.ResourceArn!));
        foreach (var (key, value) in input.Tags!) tags[key] = value;
        FisTags.Put(change, input.ResourceArn!, tags);
        return new();
    }
}
