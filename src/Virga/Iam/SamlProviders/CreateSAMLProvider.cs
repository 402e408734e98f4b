using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SamlProviders;

/// <summary>Registers a SAML identity provider.</summary>
internal sealed class CreateSAMLProvider : IMutation<CreateSAMLProviderRequest, CreateSAMLProviderResponse>
{
    public static CreateSAMLProviderResponse Run(CreateSAMLProviderRequest input, Change change)
    {
        if (change.Find<SamlProviderRow>(input.Name) is not null)
            throw IamErrors.AlreadyExists($"SAMLProvider with name {input.Name} already exists.");
        if (SamlMetadata.Read(input.SAMLMetadataDocument!) is null) throw IamErrors.MetadataUnreadable();
        var row = change.Put(new SamlProviderRow(input.Name!)
        {
            Metadata = input.SAMLMetadataDocument!,
            Uuid = change.NewUuid(),
            CreateDate = change.Now,
            Tags = IamTagging.New(input.Tags),
        });
        return new() { SAMLProviderArn = row.ArnIn(change.Account), Tags = IamTagging.Show(row.Tags) };
    }
}
