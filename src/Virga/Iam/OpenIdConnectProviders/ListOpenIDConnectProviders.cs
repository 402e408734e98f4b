using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Lists the OpenID Connect providers.</summary>
internal sealed class ListOpenIDConnectProviders : IQuery<ListOpenIDConnectProvidersRequest,
    ListOpenIDConnectProvidersResponse>
{
    public static ListOpenIDConnectProvidersResponse Run(ListOpenIDConnectProvidersRequest input, WorldView at) =>
        new()
    {
        OpenIDConnectProviderList =
        [
            .. at.Rows<OidcProviderRow>().Select(row => new OpenIDConnectProviderListEntry { Arn = row.ArnIn(
                at.Account) }),
        ],
    };
}
