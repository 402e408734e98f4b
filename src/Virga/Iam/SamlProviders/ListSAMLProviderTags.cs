using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SamlProviders;

/// <summary>Lists the tags of a provider.</summary>
internal sealed class ListSAMLProviderTags : IQuery<ListSAMLProviderTagsRequest, ListSAMLProviderTagsResponse>
{
    public static ListSAMLProviderTagsResponse Run(ListSAMLProviderTagsRequest input, WorldView at)
    {
        var row = SamlProviderRow.Get(at, input.SAMLProviderArn);
        var page = IamPage.Of(row.Tags, tag => tag.Key, input.MaxItems, input.Marker);
        return new() { Tags = IamTagging.List(page.Items), IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
