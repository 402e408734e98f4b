using Virga.Service;
using Virga.State;
using Virga.Wire.Iam;

namespace Virga.Iam.OpenIdConnectProviders;

/// <summary>Registers an OpenID Connect provider.</summary>
internal sealed class CreateOpenIDConnectProvider : IMutation<CreateOpenIDConnectProviderRequest,
    CreateOpenIDConnectProviderResponse>
{
    public static CreateOpenIDConnectProviderResponse Run(CreateOpenIDConnectProviderRequest input, Change change)
    {
        if (!Uri.TryCreate(input.Url, UriKind.Absolute, out var url) || url.Scheme != Uri.UriSchemeHttps)
            throw IamErrors.Validation("Invalid Open ID Connect Provider URL");
        var id = input.Url!["https://".Length..].TrimEnd('/');
        if (change.Find<OidcProviderRow>(id) is not null)
            throw IamErrors.AlreadyExists($"Provider with url {input.Url} already exists.");
        var row = change.Put(new OidcProviderRow(id)
        {
            ClientIds = input.ClientIDList ?? [],
            Thumbprints = input.ThumbprintList ?? [],
            CreateDate = change.Now,
            Tags = IamTagging.New(input.Tags),
        });
        return new() { OpenIDConnectProviderArn = row.ArnIn(change.Account), Tags = IamTagging.Show(row.Tags) };
    }
}
