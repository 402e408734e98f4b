using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Virga.Distribution.Storage;
using Virga.Service.Control;

namespace Virga.Distribution.Http;

/// <summary>
/// Frees bytes now: <c>POST /_virga/ecr/gc</c>, and Floci's path for the same. With <c>?idle=true</c>
/// the caller says that nobody is pushing, so layers that no image refers to yet go too.
/// </summary>
internal sealed class CollectRoute(BlobCollector collector, Func<CancellationToken, Task<string>>? behind = null)
    : IControlRoute
{
    public string Method => HttpMethods.Post;

    public bool Matches(string path) => path is "/_virga/ecr/gc" or "/_floci/ecr/gc";

    public async Task HandleAsync(HttpContext http)
    {
        var patience = http.Request.Query["idle"] == "true" ? TimeSpan.Zero : LayerLeases.Length;
        var collected = await collector.RunAsync(patience, http.RequestAborted).ConfigureAwait(false);
        if (behind is not null)
            collected = collected with { Registry = await behind(http.RequestAborted).ConfigureAwait(false) };
        await ControlAnswer.WriteAsync(http.Response, collected, CollectJson.Default.Collected).ConfigureAwait(false);
    }
}

/// <summary>Serializer of the answer.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Collected))]
internal sealed partial class CollectJson : JsonSerializerContext;
