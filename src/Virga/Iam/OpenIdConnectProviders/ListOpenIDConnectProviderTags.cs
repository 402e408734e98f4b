using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Lists the tags of a provider.</summary>
internal sealed class ListOpenIDConnectProviderTags : IQuery<ListOpenIDConnectProviderTagsRequest,
    ListOpenIDConnectProviderTagsResponse>
{
    public static ListOpenIDConnectProviderTagsResponse Run(ListOpenIDConnectProviderTagsRequest input, WorldView at)
    {
        var row = OidcProviderRow.Get(at, input.OpenIDConnectProviderArn);
        var page = IamPage.Of(row.Tags, tag => tag.Key, input.MaxItems, input.Marker);
        return new() { Tags = IamTagging.List(page.Items), IsTruncated = page.IsTruncated, Marker = page.Marker };
    }
}
