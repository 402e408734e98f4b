using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SamlProviders;

/// <summary>Tags a provider.</summary>
internal sealed class TagSAMLProvider : IMutation<TagSAMLProviderRequest, TagSAMLProviderResult>
{
    public static TagSAMLProviderResult Run(TagSAMLProviderRequest input, Change change)
    {
        var row = SamlProviderRow.Get(change, input.SAMLProviderArn);
        change.Put(row with { Tags = IamTagging.Merge(row.Tags, input.Tags) });
        return new();
    }
}
