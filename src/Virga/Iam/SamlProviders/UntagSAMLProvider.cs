using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.SamlProviders;

/// <summary>Removes tags of a provider.</summary>
internal sealed class UntagSAMLProvider : IMutation<UntagSAMLProviderRequest, UntagSAMLProviderResult>
{
    public static UntagSAMLProviderResult Run(UntagSAMLProviderRequest input, Change change)
    {
        var row = SamlProviderRow.Get(change, input.SAMLProviderArn);
        change.Put(row with { Tags = IamTagging.Without(row.Tags, input.TagKeys) });
        return new();
    }
}
