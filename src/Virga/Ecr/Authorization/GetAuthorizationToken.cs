using System.Text;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Authorization;

/// <summary>Gives a password for <c>docker login</c>, valid for 12 hours.</summary>
internal sealed class GetAuthorizationToken : IMutation<GetAuthorizationTokenRequest, GetAuthorizationTokenResponse>
{
    public static GetAuthorizationTokenResponse Run(GetAuthorizationTokenRequest input, Change change)
    {
        var password = RegistryToken.ForCaller(change);
        var token = Convert.ToBase64String(Encoding.UTF8.GetBytes("AWS:" + password));
        var registries = input.RegistryIds is { Count: > 0 } ids ? ids : [change.Account];
        return new()
        {
            AuthorizationData =
            [
                .. registries.Select(id => new AuthorizationData
                {
                    AuthorizationToken = token,
                    ExpiresAt = change.Now + RegistryToken.Lifetime,
                    ProxyEndpoint = EcrPlace.UrlOf(change.Registry(id)),
                }),
            ],
        };
    }
}
