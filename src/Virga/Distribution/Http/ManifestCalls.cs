using Microsoft.AspNetCore.Http;
using Virga.Ecr;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Ecr.PullThroughCache;
using Virga.Service.Http;
using Virga.Wire.Ecr;

namespace Virga.Distribution.Http;

/// <summary>
/// Manifests (distribution-spec 1.1, "Pulling manifests", "Pushing Manifests", "Deleting Manifests").
/// </summary>
internal static class ManifestCalls
{
    public static Task RunAsync(RegistryCall call)
    {
        var method = call.Request.Method;
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method)) return ReadAsync(call);
        if (HttpMethods.IsPut(method)) return PutAsync(call);
        if (HttpMethods.IsDelete(method)) return DeleteAsync(call);
        throw RegistryError.Unsupported($"{method} of a manifest");
    }

    private static async Task ReadAsync(RegistryCall call)
    {
        var id = Identifier(call);
        await PullThrough.RefreshAsync(call.Session, call.Repository, id, call.Aborted).ConfigureAwait(false);
        var at = call.Open("ecr:BatchGetImage");
        var row = ImageLookup.Find(at, call.Repository, id).Image;
        if (row is not { Status: ImageStatus.ACTIVE }) throw RegistryError.ManifestUnknown("Requested image not found");
        var content = await RepositoryBytes.ReadManifestAsync(call.Session, at.Scope, row, call.Aborted)
            .ConfigureAwait(false)
            ?? throw RegistryError.ManifestUnknown("Requested image not found");
        var response = call.Response;
        response.ContentType = row.MediaType;
        response.ContentLength = content.Length;
        response.Headers["Docker-Content-Digest"] = row.Digest;
        response.Headers.ETag = $"\"{row.Digest}\"";
        if (HttpMethods.IsHead(call.Request.Method)) return;
        await ImagePull.RecordAsync(call.Session, at.Scope, row).ConfigureAwait(false);
        await response.BodyWriter.WriteAsync(content, call.Aborted).ConfigureAwait(false);
    }

    private static async Task PutAsync(RegistryCall call)
    {
        await UploadCalls.EnsureRepositoryAsync(call).ConfigureAwait(false);
        call.Open("ecr:PutImage");
        var id = Identifier(call);
        var content = await RequestBody.ReadAsync(call.Request, ManifestDocument.MaxBytes).ConfigureAwait(false);
        var type = call.Request.ContentType?.Split(';')[0].Trim();
        var document = ManifestDocument.Read(content, string.IsNullOrEmpty(type) ? null : type);
        var digest = Digest.Of(content.Span);
        if (id.ImageDigest is { } wanted && wanted != digest.Text) throw RegistryError.DigestInvalid(wanted);
        var push = new ImagePush(document, digest, content.Length, id.ImageTag);
        await RepositoryBytes.KeepManifestAsync(call.Session, call.Repository, content, push, call.Aborted)
            .ConfigureAwait(false);
        call.Response.StatusCode = StatusCodes.Status201Created;
        call.Response.Headers.Location = call.Location($"manifests/{digest.Text}");
        call.Response.Headers["Docker-Content-Digest"] = digest.Text;
        if (document.Subject is { } subject) call.Response.Headers["OCI-Subject"] = subject;
        call.Response.ContentLength = 0;
    }

    private static async Task DeleteAsync(RegistryCall call)
    {
        call.Open("ecr:BatchDeleteImage");
        var id = Identifier(call);
        await call.Session.CommitAsync(change =>
        {
            if (ImageRemoval.Remove(change, call.Repository, id).Failure is not { } failure) return true;
            throw failure.FailureCode == ImageFailureCode.ImageNotFound
                ? RegistryError.ManifestUnknown(failure.FailureReason!)
                : new RegistryError(403, "DENIED", failure.FailureReason!);
        }).ConfigureAwait(false);
        call.Response.StatusCode = StatusCodes.Status202Accepted;
    }

    private static ImageIdentifier Identifier(RegistryCall call)
    {
        var reference = call.Path.Reference;
        if (Digest.TryParse(reference, out _)) return new() { ImageDigest = reference };
        if (reference.Contains(':', StringComparison.Ordinal)) throw RegistryError.DigestInvalid(reference);
        return ImageTagRules.IsTag(reference)
            ? new() { ImageTag = reference }
            : throw RegistryError.ManifestUnknown($"invalid tag: {reference}");
    }
}
