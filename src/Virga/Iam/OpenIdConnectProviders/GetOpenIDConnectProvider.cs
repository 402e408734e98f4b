using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Shows an OpenID Connect provider.</summary>
internal sealed class GetOpenIDConnectProvider : IQuery<GetOpenIDConnectProviderRequest,
    GetOpenIDConnectProviderResponse>
{
    public static GetOpenIDConnectProviderResponse Run(GetOpenIDConnectProviderRequest input, WorldView at)
    {
        var row = OidcProviderRow.Get(at, input.OpenIDConnectProviderArn);
        return new()
        {
            Url = row.Id,
            ClientIDList = [.. row.ClientIds],
            ThumbprintList = [.. row.Thumbprints],
            CreateDate = row.CreateDate,
            Tags = IamTagging.List(row.Tags),
        };
    }
}
