using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Adds an audience to a provider; a second time is no error.</summary>
internal sealed class AddClientIDToOpenIDConnectProvider : IMutation<AddClientIDToOpenIDConnectProviderRequest,
    AddClientIDToOpenIDConnectProviderResult>
{
    public static AddClientIDToOpenIDConnectProviderResult Run(AddClientIDToOpenIDConnectProviderRequest input,
        Change change)
    {
        var row = OidcProviderRow.Get(change, input.OpenIDConnectProviderArn);
        change.Put(row with { ClientIds = [.. row.ClientIds.Append(input.ClientID!).Distinct()] });
        return new();
    }
}
