using Microsoft.AspNetCore.Http;
using Virga.Distribution.Storage;
using Virga.Ecr;
using Virga.Ecr.AccountSettings;
using Virga.Ecr.CreationTemplates;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Ecr.RegistryPolicies;
using Virga.Ecr.Repositories;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Distribution.Http;

/// <summary>Uploading blobs: whole, in chunks, by mounting (distribution-spec 1.1, "Pushing blobs").</summary>
internal static class UploadCalls
{
    /// <summary><c>POST …/blobs/uploads/</c>.</summary>
    public static async Task BeginAsync(RegistryCall call)
    {
        if (!HttpMethods.IsPost(call.Request.Method)) throw RegistryError.Unsupported("Begin an upload with POST.");
        await EnsureRepositoryAsync(call).ConfigureAwait(false);
        call.Open("ecr:InitiateLayerUpload");
        var query = call.Request.Query;
        if (query.TryGetValue("mount", out var mount) && await MountAsync(call, mount!).ConfigureAwait(false)) return;
        var upload = call.Blobs.Uploads.Begin(call.Session.Scope, call.Repository);
        if (query.ContainsKey("digest"))
        {
            await FinishAsync(call, upload).ConfigureAwait(false);
            return;
        }

        Progress(call, upload, StatusCodes.Status202Accepted);
    }

    /// <summary><c>GET</c>, <c>PATCH</c>, <c>PUT</c> and <c>DELETE</c> of an upload.</summary>
    public static async Task RunAsync(RegistryCall call)
    {
        call.Open("ecr:UploadLayerPart");
        var id = call.Path.Reference;
        var upload = await call.Blobs.Uploads
            .FindAsync(call.Session.Scope, call.Repository, id, call.Aborted).ConfigureAwait(false)
            ?? throw RegistryError.UploadUnknown(id);
        switch (call.Request.Method)
        {
            case "GET":
                Progress(call, upload, StatusCodes.Status204NoContent);
                break;
            case "PATCH":
                await AppendAsync(call, upload).ConfigureAwait(false);
                Progress(call, upload, StatusCodes.Status202Accepted);
                break;
            case "PUT":
                await FinishAsync(call, upload).ConfigureAwait(false);
                break;
            case "DELETE":
                call.Blobs.Uploads.End(call.Session.Scope, call.Repository, upload);
                call.Response.StatusCode = StatusCodes.Status204NoContent;
                break;
            default:
                throw RegistryError.Unsupported($"{call.Request.Method} of an upload");
        }
    }

    /// <summary>Creates the repository where a template says so: create on push.</summary>
    public static async ValueTask EnsureRepositoryAsync(RegistryCall call)
    {
        var at = call.Session.Read();
        if (at.Find<RepositoryRow>(call.Repository) is not null || at.Caller.Account != at.Account) return;
        if (RepositoryFromTemplate.Find(at, call.Repository, RCTAppliedFor.CREATEONPUSH) is null) return;
        await call.Session.CommitAsync(change =>
        {
            var template = RepositoryFromTemplate.Find(change, call.Repository, RCTAppliedFor.CREATEONPUSH);
            if (template is not null && change.Find<RepositoryRow>(call.Repository) is null)
                RepositoryFromTemplate.Make(change, call.Repository, template);
            return true;
        }).ConfigureAwait(false);
    }

    private static async ValueTask<bool> MountAsync(RegistryCall call, string text)
    {
        if (!Digest.TryParse(text, out var digest)) return false;
        var from = call.Request.Query["from"].ToString();
        var id = ManifestRow.IdOf(call.Repository, digest.Text);
        call.Blobs.Leases.Renew(call.Session.Scope, id);
        var isMounted = await call.Session.CommitAsync(change =>
        {
            var settings = RegistryRow.Of(change).AccountSettings;
            if (settings.GetValueOrDefault(AccountSettingNames.BlobMounting) == "DISABLED") return false;
            if (change.Find<LayerRow>(id) is not null) return true;
            if (Source(change, call.Path.NameInRegistry(from), digest) is not { } source) return false;
            change.Put(LayerRow.New(call.Repository, digest.Text, source.SizeBytes, change.Now));
            return true;
        }).ConfigureAwait(false);
        if (!isMounted) return false;
        Created(call, digest);
        return true;
    }

    /// <summary>The layer in the repository that is named; in any of the registry where none is.</summary>
    private static LayerRow? Source(WorldView at, string from, Digest digest)
    {
        var candidates = at.Rows<LayerRow>().By(LayerRow.ByDigest, digest.Text);
        return candidates.FirstOrDefault(row => (from.Length == 0 || row.Repository == from)
            && at.Find<RepositoryRow>(row.Repository) is { } repository
            && RepositoryAccess.Decide(
                at, repository.PolicyText, "ecr:GetDownloadUrlForLayer", EcrPlace.ArnOf(at, repository.Id))
                is not { IsAllowed: false });
    }

    private static async ValueTask AppendAsync(RegistryCall call, Upload upload)
    {
        await upload.Gate.WaitAsync(call.Aborted).ConfigureAwait(false);
        try
        {
            CheckStart(call, upload);
            if (upload.Length + (call.Request.ContentLength ?? 0) > Upload.MaxBytes) throw EcrErrors.LayerTooLarge();
            var now = call.Session.Store.Time.GetUtcNow();
            await upload.AppendAsync(call.Request.BodyReader, now, call.Aborted).ConfigureAwait(false);
        }
        finally
        {
            upload.Gate.Release();
        }
    }

    /// <summary>A chunk that says where it begins must begin where the upload ends.</summary>
    private static void CheckStart(RegistryCall call, Upload upload)
    {
        var range = call.Request.Headers.ContentRange.ToString();
        if (range.Length == 0) return;
        var start = range.Replace("bytes ", "", StringComparison.Ordinal).Split('-')[0];
        if (long.TryParse(start, out var first) && first == upload.Length) return;
        Progress(call, upload, StatusCodes.Status416RangeNotSatisfiable);
        throw RegistryError.Range($"The upload goes on at byte {upload.Length}.");
    }

    private static async Task FinishAsync(RegistryCall call, Upload upload)
    {
        var text = call.Request.Query["digest"].ToString();
        if (!Digest.TryParse(text, out var digest)) throw RegistryError.DigestInvalid(text);
        await AppendAsync(call, upload).ConfigureAwait(false);
        try
        {
            await RepositoryBytes.KeepUploadAsync(call.Session, call.Repository, upload, digest, call.Aborted)
                .ConfigureAwait(false);
        }
        finally
        {
            call.Blobs.Uploads.End(call.Session.Scope, call.Repository, upload);
        }

        Created(call, digest);
    }

    private static void Created(RegistryCall call, Digest digest)
    {
        call.Response.StatusCode = StatusCodes.Status201Created;
        call.Response.Headers.Location = call.Location($"blobs/{digest.Text}");
        call.Response.Headers["Docker-Content-Digest"] = digest.Text;
        call.Response.ContentLength = 0;
    }

    private static void Progress(RegistryCall call, Upload upload, int status)
    {
        call.Response.StatusCode = status;
        call.Response.Headers.Location = call.Location($"blobs/uploads/{upload.Id}");
        call.Response.Headers["Docker-Upload-UUID"] = upload.Id;
        call.Response.Headers.Range = $"0-{Math.Max(0, upload.Length - 1)}";
        if (status == StatusCodes.Status202Accepted) call.Response.ContentLength = 0;
    }
}
