using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Tags;

/// <summary>Adds or overwrites tags of one or more resources.</summary>
internal sealed class CreateTags : IMutation<CreateTagsRequest, CreateTagsResult>
{
    public static CreateTagsResult Run(CreateTagsRequest input, Change change)
    {
        if (input.Tags is not { Count: > 0 } tags) throw CommonErrors.MissingParameter("Tag");
        foreach (var id in TaggedResources.Existing(change, input.Resources)) Tagging.Add(change, id, tags);
        return new();
    }
}
