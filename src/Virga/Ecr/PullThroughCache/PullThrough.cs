using Virga.Distribution;
using Virga.Ecr.CreationTemplates;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Ecr.Repositories;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.PullThroughCache;

/// <summary>
/// Brings an image that a rule covers from its upstream registry, with all its layers, before it is read. A tag is
/// asked for again after a day (ECR User Guide, "Using pull through cache rules").
/// </summary>
internal static class PullThrough
{
    private static readonly TimeSpan Freshness = TimeSpan.FromHours(24);

    /// <summary>Does nothing where no rule covers the repository or what is here is fresh.</summary>
    public static async ValueTask RefreshAsync(
        Session session, string repository, ImageIdentifier id, CancellationToken cancellation)
    {
        var at = session.Read();
        if (PullThroughCacheRuleRow.For(at, repository) is not { } rule || at.Caller.Account != at.Account) return;
        var row = ImageLookup.Find(at, repository, id).Image;
        if (row is not null && (id.ImageTag is null || row.UpstreamCheckedAt is null
            || at.Now - row.UpstreamCheckedAt < Freshness)) return;
        if (session.Outside.Upstreams is not { } upstreams) return;
        try
        {
            await FetchAsync(session, upstreams, rule, repository, id, cancellation).ConfigureAwait(false);
        }
        catch (AwsException) when (row is not null)
        {
            // The upstream does not answer; what is here is still good.
        }
    }

    private static async ValueTask FetchAsync(
        Session session, IUpstreams upstreams, PullThroughCacheRuleRow rule, string repository, ImageIdentifier id,
        CancellationToken cancellation)
    {
        var name = rule.NameUpstream(repository);
        var (content, type) = await upstreams
            .ManifestAsync(rule, name, id.ImageDigest ?? id.ImageTag!, cancellation).ConfigureAwait(false);
        var digest = Digest.Of(content);
        if (id.ImageDigest is { } wanted && wanted != digest.Text)
            throw EcrErrors.UnableToGetUpstreamImage("The upstream registry answered with another image.");
        var document = ManifestDocument.Read(content, type);
        await session.CommitAsync(change =>
        {
            if (change.Find<RepositoryRow>(repository) is not null) return true;
            var template = RepositoryFromTemplate.Find(change, repository, RCTAppliedFor.PULLTHROUGHCACHE);
            RepositoryFromTemplate.Make(change, repository, template);
            return true;
        }).ConfigureAwait(false);
        foreach (var blob in document.Blobs.Where(blob => !blob.IsForeign))
            await LayerAsync(session, upstreams, rule, repository, blob.Digest, cancellation).ConfigureAwait(false);
        var push = new ImagePush(document, digest, content.Length, id.ImageTag) { IsCached = true };
        await RepositoryBytes.KeepManifestAsync(session, repository, content, push, cancellation)
            .ConfigureAwait(false);
    }

    private static async ValueTask LayerAsync(
        Session session, IUpstreams upstreams, PullThroughCacheRuleRow rule, string repository, string text,
        CancellationToken cancellation)
    {
        var layer = ManifestRow.IdOf(repository, text);
        var blobs = session.Outside.Blobs!;
        blobs.Leases.Renew(session.Scope, layer);
        if (session.Read().Find<LayerRow>(layer) is not null) return;
        var upload = blobs.Uploads.Begin(session.Scope, repository);
        try
        {
            await upstreams.LayerAsync(rule, rule.NameUpstream(repository), text, upload, cancellation)
                .ConfigureAwait(false);
            await RepositoryBytes.KeepUploadAsync(session, repository, upload, Digest.Parse(text), cancellation)
                .ConfigureAwait(false);
        }
        finally
        {
            blobs.Uploads.End(session.Scope, repository, upload);
        }
    }
}
