using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SamlProviders;

/// <summary>Replaces the metadata of a provider.</summary>
internal sealed class UpdateSAMLProvider : IMutation<UpdateSAMLProviderRequest, UpdateSAMLProviderResponse>
{
    public static UpdateSAMLProviderResponse Run(UpdateSAMLProviderRequest input, Change change)
    {
        var row = SamlProviderRow.Get(change, input.SAMLProviderArn);
        if (input.SAMLMetadataDocument is { } document && SamlMetadata.Read(document) is null)
            throw IamErrors.MetadataUnreadable();
        change.Put(row with { Metadata = input.SAMLMetadataDocument ?? row.Metadata });
        return new() { SAMLProviderArn = row.ArnIn(change.Account) };
    }
}
