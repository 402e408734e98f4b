using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Removes tags of a provider.</summary>
internal sealed class UntagOpenIDConnectProvider : IMutation<UntagOpenIDConnectProviderRequest,
    UntagOpenIDConnectProviderResult>
{
    public static UntagOpenIDConnectProviderResult Run(UntagOpenIDConnectProviderRequest input, Change change)
    {
        var row = OidcProviderRow.Get(change, input.OpenIDConnectProviderArn);
        change.Put(row with { Tags = IamTagging.Without(row.Tags, input.TagKeys) });
        return new();
    }
}
