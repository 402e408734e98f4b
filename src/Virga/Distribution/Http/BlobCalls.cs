using Microsoft.AspNetCore.Http;
using Microsoft.Win32.SafeHandles;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Ecr.Signing;
using Virga.State;

namespace Virga.Distribution.Http;

/// <summary>Reading and deleting blobs (distribution-spec 1.1, "Pulling blobs", "Deleting blobs").</summary>
internal static class BlobCalls
{
    private const int ChunkBytes = 128 * 1_024;

    public static Task RunAsync(RegistryCall call)
    {
        var method = call.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) return ReadAsync(call);
        if (HttpMethods.IsDelete(method)) return DeleteAsync(call);
        throw RegistryError.Unsupported($"{method} of a blob");
    }

    private static async Task ReadAsync(RegistryCall call)
    {
        var digest = call.Digest();
        var isHead = HttpMethods.IsHead(call.Request.Method);
        var id = ManifestRow.IdOf(call.Repository, digest.Text);
        // First the lease and then the look, or the collector could come between.
        if (isHead) call.Blobs.Leases.Renew(call.Session.Scope, id);
        var at = call.Open(isHead ? "ecr:BatchCheckLayerAvailability" : "ecr:GetDownloadUrlForLayer");
        if (!isHead)
            await SignedPulls.CheckAsync(call.Session, at, call.Repository, digest.Text, call.Aborted)
                .ConfigureAwait(false);
        if (call.Session.Outside.Backing is { } backing)
        {
            if (await BackedBlobs.ReadAsync(call, backing, at, digest).ConfigureAwait(false)) return;
            call.Blobs.Leases.End(call.Session.Scope, id);
            throw RegistryError.BlobUnknown(digest.Text);
        }

        using var file = Find(at, id) ? call.Blobs.Open(digest) : null;
        if (file is null)
        {
            call.Blobs.Leases.End(call.Session.Scope, id);
            throw RegistryError.BlobUnknown(digest.Text);
        }

        var length = RandomAccess.GetLength(file);
        var (first, count) = Range(call, length);
        var response = call.Response;
        response.ContentType = "application/octet-stream";
        response.ContentLength = count;
        response.Headers.AcceptRanges = "bytes";
        response.Headers["Docker-Content-Digest"] = digest.Text;
        response.Headers.ETag = $"\"{digest.Text}\"";
        if (!isHead) await SendAsync(call, file, first, count).ConfigureAwait(false);
    }

    /// <summary>A layer, or a manifest, which clients may read as a blob too.</summary>
    private static bool Find(WorldView at, string id) =>
        at.Find<LayerRow>(id) is not null || at.Find<ManifestRow>(id) is not null;

    private static async Task SendAsync(RegistryCall call, SafeFileHandle file, long first, long count)
    {
        var writer = call.Response.BodyWriter;
        var end = first + count;
        while (first < end)
        {
            var memory = writer.GetMemory(ChunkBytes);
            if (memory.Length > end - first) memory = memory[..(int)(end - first)];
            var read = await RandomAccess.ReadAsync(file, memory, first, call.Aborted).ConfigureAwait(false);
            if (read == 0) throw new EndOfStreamException();
            first += read;
            writer.Advance(read);
            await writer.FlushAsync(call.Aborted).ConfigureAwait(false);
        }
    }

    /// <summary>The part that is asked for, with the headers of a partial answer (RFC 9110, section 14).</summary>
    private static (long First, long Count) Range(RegistryCall call, long length)
    {
        var range = call.Request.GetTypedHeaders().Range;
        if (range is not { Ranges.Count: 1 } || range.Unit != "bytes") return (0, length);
        var asked = range.Ranges.First();
        var first = asked.From ?? Math.Max(0, length - asked.To!.Value);
        var last = asked.From is null ? length - 1 : Math.Min(asked.To ?? length - 1, length - 1);
        if (first >= length || last < first)
        {
            call.Response.Headers.ContentRange = $"bytes */{length}";
            throw new RegistryError(416, "SIZE_INVALID", "The range lies outside of the blob.");
        }

        call.Response.StatusCode = StatusCodes.Status206PartialContent;
        call.Response.Headers.ContentRange = $"bytes {first}-{last}/{length}";
        return (first, last - first + 1);
    }

    private static async Task DeleteAsync(RegistryCall call)
    {
        var digest = call.Digest();
        call.Open("ecr:BatchDeleteImage");
        var id = ManifestRow.IdOf(call.Repository, digest.Text);
        var isGone = await call.Session.CommitAsync(change =>
        {
            if (change.Find<LayerRow>(id) is null) return false;
            if (change.Rows<ManifestRow>().Any(ManifestRow.ByLayer, id))
                throw RegistryError.Unsupported("An image refers to this blob.");
            change.Remove<LayerRow>(id);
            return true;
        }).ConfigureAwait(false);
        if (!isGone) throw RegistryError.BlobUnknown(digest.Text);
        call.Response.StatusCode = StatusCodes.Status202Accepted;
    }
}
