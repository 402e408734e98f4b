using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SamlProviders;

/// <summary>Lists the SAML identity providers.</summary>
internal sealed class ListSAMLProviders : IQuery<ListSAMLProvidersRequest, ListSAMLProvidersResponse>
{
    public static ListSAMLProvidersResponse Run(ListSAMLProvidersRequest input, WorldView at) =>
        new()
    {
        SAMLProviderList =
        [
            .. at.Rows<SamlProviderRow>().Select(row => new SAMLProviderListEntry
            {
                Arn = row.ArnIn(at.Account),
                CreateDate = row.CreateDate,
                ValidUntil = row.ValidUntil,
            }),
        ],
    };
}
