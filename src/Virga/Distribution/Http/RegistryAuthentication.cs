using System.Text;
using Microsoft.AspNetCore.Http;
using Virga.Ecr.Authorization;
using Virga.Ecr.Images;
using Virga.State;

namespace Virga.Distribution.Http;

/// <summary>Who a client of the registry is: the password of GetAuthorizationToken says it.</summary>
internal static class RegistryAuthentication
{
    private const string Scheme = "Basic ";

    /// <exception cref="RegistryError">Nobody that may come in.</exception>
    public static Caller Resolve(HttpRequest request, RegistryPath path, WorldView at)
    {
        if (Password(request) is { } password && RegistryToken.Read(at, password, out var isExpired) is { } caller)
        {
            if (isExpired) throw RegistryError.TokenExpired();
            return caller with { Endpoint = request.Host.Value, IsSecure = request.IsHttps };
        }

        if (at.Rules.IsEcrAnonymous || HasLayerToken(request, path, at))
            return Caller.System(path.Scope.Account) with
            {
                Endpoint = request.Host.Value, IsSecure = request.IsHttps,
            };
        throw RegistryError.Unauthorized();
    }

    private static bool HasLayerToken(HttpRequest request, RegistryPath path, WorldView at) =>
        path.Kind == RegistryPathKind.Blob
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Query.TryGetValue("token", out var token)
        && RegistryToken.GivesLayer(
            at, path.Scope, ManifestRow.IdOf(path.Repository, path.Reference), token.ToString());

    private static string? Password(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return null;
        var bytes = new byte[header.Length];
        if (!Convert.TryFromBase64String(header[Scheme.Length..], bytes, out var count)) return null;
        var text = Encoding.UTF8.GetString(bytes, 0, count);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && text[..colon] == "AWS" ? text[(colon + 1)..] : null;
    }
}
