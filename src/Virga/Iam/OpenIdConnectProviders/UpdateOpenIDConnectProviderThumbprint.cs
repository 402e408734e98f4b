using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Replaces the thumbprints of a provider.</summary>
internal sealed class UpdateOpenIDConnectProviderThumbprint : IMutation<UpdateOpenIDConnectProviderThumbprintRequest,
    UpdateOpenIDConnectProviderThumbprintResult>
{
    public static UpdateOpenIDConnectProviderThumbprintResult Run(UpdateOpenIDConnectProviderThumbprintRequest input,
        Change change)
    {
        var row = OidcProviderRow.Get(change, input.OpenIDConnectProviderArn);
        change.Put(row with { Thumbprints = input.ThumbprintList ?? [] });
        return new();
    }
}
