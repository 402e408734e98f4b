using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Virga.Distribution.Backing;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.State;

namespace Virga.Distribution.Http;

/// <summary>Blobs whose bytes are in the server behind: its answer is streamed on as it comes.</summary>
internal static class BackedBlobs
{
    /// <summary>Answers with a blob; false when there is none.</summary>
    public static async Task<bool> ReadAsync(RegistryCall call, BackingRegistry backing, WorldView at, Digest digest)
    {
        var id = ManifestRow.IdOf(call.Repository, digest.Text);
        var world = call.Session.Store.World;
        if (at.Find<LayerRow>(id) is { } layer)
        {
            Describe(call, digest, layer.SizeBytes);
            if (HttpMethods.IsHead(call.Request.Method)) return true;
            var range = RangeHeaderValue.TryParse(call.Request.Headers.Range, out var asked) ? asked : null;
            using var answer = await backing
                .BlobAsync(world, at.Scope, call.Repository, digest.Text, range, call.Aborted).ConfigureAwait(false);
            call.Response.StatusCode = (int)answer.StatusCode;
            call.Response.ContentLength = answer.Content.Headers.ContentLength;
            if (answer.Content.Headers.ContentRange is { } part)
                call.Response.Headers.ContentRange = part.ToString();
            await answer.Content.CopyToAsync(call.Response.Body, call.Aborted).ConfigureAwait(false);
            return true;
        }

        if (at.Find<ManifestRow>(id) is not { } row) return false;
        var content = await RepositoryBytes.ReadManifestAsync(call.Session, at.Scope, row, call.Aborted)
            .ConfigureAwait(false);
        if (content is null) return false;
        Describe(call, digest, content.Length);
        if (!HttpMethods.IsHead(call.Request.Method))
            await call.Response.BodyWriter.WriteAsync(content, call.Aborted).ConfigureAwait(false);
        return true;
    }

    private static void Describe(RegistryCall call, Digest digest, long length)
    {
        var response = call.Response;
        response.ContentType = "application/octet-stream";
        response.ContentLength = length;
        response.Headers.AcceptRanges = "bytes";
        response.Headers["Docker-Content-Digest"] = digest.Text;
        response.Headers.ETag = $"\"{digest.Text}\"";
    }
}
