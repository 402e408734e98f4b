using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SamlProviders;

/// <summary>Shows a SAML identity provider.</summary>
internal sealed class GetSAMLProvider : IQuery<GetSAMLProviderRequest, GetSAMLProviderResponse>
{
    public static GetSAMLProviderResponse Run(GetSAMLProviderRequest input, WorldView at)
    {
        var row = SamlProviderRow.Get(at, input.SAMLProviderArn);
        return new()
        {
            SAMLProviderUUID = row.Uuid,
            SAMLMetadataDocument = row.Metadata,
            CreateDate = row.CreateDate,
            ValidUntil = row.ValidUntil,
            Tags = IamTagging.List(row.Tags),
        };
    }
}
