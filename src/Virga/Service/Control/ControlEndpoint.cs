using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Virga.Service.Http;

namespace Virga.Service.Control;

/// <summary>
/// Virga's own calls: <c>GET /_virga/health</c>, <c>GET /_virga/info</c>, <c>POST /_virga/reset</c>. The health paths
/// of
/// LocalStack and Floci answer too, so that wait strategies written for those keep working.
/// </summary>
internal sealed class ControlEndpoint(IReadOnlyList<IControlRoute> routes) : IHttpEndpoint
{
    private static readonly string[] Prefixes = ["/_virga/", "/_localstack/", "/_floci/"];

    public bool Handles(HttpRequest request) =>
        Array.Exists(Prefixes, prefix => request.Path.Value!.StartsWith(prefix, StringComparison.Ordinal));

    public async Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        var candidates = routes.Where(route => route.Matches(path)).ToList();
        if (candidates.Find(route => route.Method == http.Request.Method) is { } found)
        {
            await found.HandleAsync(http).ConfigureAwait(false);
            return;
        }

        http.Response.StatusCode = candidates.Count > 0
            ? StatusCodes.Status405MethodNotAllowed
            : StatusCodes.Status404NotFound;
        if (candidates.Count > 0) http.Response.Headers.Allow = string.Join(", ", candidates.Select(one => one.Method));
    }
}

/// <summary>One call of the control API.</summary>
internal interface IControlRoute
{
    /// <summary>The HTTP method.</summary>
    string Method { get; }

    /// <summary>Whether the path is this call's.</summary>
    bool Matches(string path);

    /// <summary>Answers it.</summary>
    Task HandleAsync(HttpContext http);
}

/// <summary>Writes JSON answers of the control API.</summary>
internal static class ControlAnswer
{
    public static Task WriteAsync<T>(HttpResponse response, T value, JsonTypeInfo<T> type)
    {
        response.ContentType = "application/json";
        return response.Body.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(value, type)).AsTask();
    }
}
