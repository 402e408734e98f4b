using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Removes an audience of a provider; an unknown one is no error.</summary>
internal sealed class RemoveClientIDFromOpenIDConnectProvider : IMutation<
    RemoveClientIDFromOpenIDConnectProviderRequest, RemoveClientIDFromOpenIDConnectProviderResult>
{
    public static RemoveClientIDFromOpenIDConnectProviderResult Run(
        RemoveClientIDFromOpenIDConnectProviderRequest input, Change change)
    {
        var row = OidcProviderRow.Get(change, input.OpenIDConnectProviderArn);
        change.Put(row with { ClientIds = [.. row.ClientIds.Where(id => id != input.ClientID)] });
        return new();
    }
}
