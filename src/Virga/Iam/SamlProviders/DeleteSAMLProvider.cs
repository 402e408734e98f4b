using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SamlProviders;

/// <summary>Deletes a SAML identity provider.</summary>
internal sealed class DeleteSAMLProvider : IMutation<DeleteSAMLProviderRequest, DeleteSAMLProviderResult>
{
    public static DeleteSAMLProviderResult Run(DeleteSAMLProviderRequest input, Change change)
    {
        change.Remove<SamlProviderRow>(SamlProviderRow.Get(change, input.SAMLProviderArn).Id);
        return new();
    }
}
