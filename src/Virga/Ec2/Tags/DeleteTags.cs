using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Tags;

/// <summary>Removes tags from one or more resources.</summary>
internal sealed class DeleteTags : IMutation<DeleteTagsRequest, DeleteTagsResult>
{
    public static DeleteTagsResult Run(DeleteTagsRequest input, Change change)
    {
        foreach (var id in TaggedResources.Existing(change, input.Resources)) Tagging.Delete(change, id, input.Tags);
        return new();
    }
}
