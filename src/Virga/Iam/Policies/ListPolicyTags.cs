using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.Policies;

/// <summary>Lists the tags of a managed policy.</summary>
internal sealed class ListPolicyTags : IQuery<ListPolicyTagsRequest, ListPolicyTagsResponse>
{
    public static ListPolicyTagsResponse Run(ListPolicyTagsRequest input, WorldView at)
    {
        var row = ManagedPolicyLookup.GetOwn(at, input.PolicyArn);
        var page = IamPage.Of(row.Tags, tag => tag.Key, input.MaxItems, input.Marker);
        return new() { Tags = IamTagging.List(page.Items), IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
