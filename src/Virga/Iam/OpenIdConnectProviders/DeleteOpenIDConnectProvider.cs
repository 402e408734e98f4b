using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Deletes an OpenID Connect provider.</summary>
internal sealed class DeleteOpenIDConnectProvider : IMutation<DeleteOpenIDConnectProviderRequest,
    DeleteOpenIDConnectProviderResult>
{
    public static DeleteOpenIDConnectProviderResult Run(DeleteOpenIDConnectProviderRequest input, Change change)
    {
        change.Remove<OidcProviderRow>(OidcProviderRow.Get(change, input.OpenIDConnectProviderArn).Id);
        return new();
    }
}
