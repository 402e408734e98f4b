using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Tags a provider.</summary>
internal sealed class TagOpenIDConnectProvider : IMutation<TagOpenIDConnectProviderRequest,
    TagOpenIDConnectProviderResult>
{
    public static TagOpenIDConnectProviderResult Run(TagOpenIDConnectProviderRequest input, Change change)
    {
        var row = OidcProviderRow.Get(change, input.OpenIDConnectProviderArn);
        change.Put(row with { Tags = IamTagging.Merge(row.Tags, input.Tags) });
        return new();
    }
}
