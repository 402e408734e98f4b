using Virga.Distribution;
using Virga.Distribution.Storage;
using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Layers;

/// <summary>
/// The one way by which bytes enter a repository, from both planes: the bytes are on the disk before the World refers
/// to them, and a digest is held from the one to the other, so that the collector never comes between.
/// </summary>
internal static class RepositoryBytes
{
    /// <summary>Makes a finished upload a layer of a repository.</summary>
    /// <exception cref="AwsException">The digest is another one, or the commit was refused.</exception>
    public static async ValueTask<Digest> KeepUploadAsync(
        Session session, string repository, Upload upload, Digest? wanted, CancellationToken cancellation)
    {
        var blobs = session.Outside.Blobs ?? throw EcrErrors.NoBytes();
        var digest = upload.Finish();
        if (wanted is { } expected && expected != digest) throw EcrErrors.InvalidLayer(expected.Text);
        using var hold = await blobs.HoldAsync(digest, cancellation).ConfigureAwait(false);
        if (session.Outside.Backing is { } backing)
            await backing.PutBlobAsync(session.Scope, repository, digest, upload.Path, cancellation)
                .ConfigureAwait(false);
        else if (blobs.SizeOf(digest) != upload.Length) blobs.Move(upload.Path, digest);
        var size = upload.Length;
        var row = await CommitOrDropAsync(session, digest, change =>
        {
            var id = ManifestRow.IdOf(repository, digest.Text);
            if (change.Find<Repositories.RepositoryRow>(repository) is null)
                throw EcrErrors.RepositoryNotFound(repository, change.Account);
            return change.Find<LayerRow>(id) ?? change.Put(LayerRow.New(repository, digest.Text, size, change.Now));
        }).ConfigureAwait(false);
        blobs.Leases.Renew(session.Scope, row.Id);
        return digest;
    }

    /// <summary>Puts a manifest into a repository.</summary>
    /// <returns>The image, and whether digest and tag were there already.</returns>
    public static async ValueTask<ImagePushed> KeepManifestAsync(
        Session session, string repository, ReadOnlyMemory<byte> content, ImagePush push,
        CancellationToken cancellation)
    {
        var blobs = session.Outside.Blobs ?? throw EcrErrors.NoBytes();
        using var hold = await blobs.HoldAsync(push.Digest, cancellation).ConfigureAwait(false);
        // An index of a cache lacks images, which the server behind would not take; it stays with us.
        if (session.Outside.Backing is { } backing && !(push.IsCached && push.Document.IsIndex))
        {
            // What is refused must not reach it.
            var row = session.Store.Try(session.Scope, session.Caller, change => push.Put(change, repository)).Image;
            await backing.PutManifestAsync(session.Store.World, session.Scope, row, push.Tag, content, cancellation)
                .ConfigureAwait(false);
        }
        else blobs.Write(push.Digest, content.Span);

        var pushed = await CommitOrDropAsync(session, push.Digest, change => push.Put(change, repository))
            .ConfigureAwait(false);
        foreach (var blob in pushed.Image.Blobs)
            blobs.Leases.End(session.Scope, ManifestRow.IdOf(repository, blob.Digest));
        return pushed;
    }

    /// <summary>The bytes of an image's manifest; null when they are gone.</summary>
    public static async ValueTask<byte[]?> ReadManifestAsync(
        Session session, Scope scope, ManifestRow row, CancellationToken cancellation)
    {
        var blobs = session.Outside.Blobs ?? throw EcrErrors.NoBytes();
        var content = await blobs.ReadAsync(Digest.Parse(row.Digest), cancellation).ConfigureAwait(false);
        if (content is not null || session.Outside.Backing is not { } backing) return content;
        return await backing.ManifestAsync(session.Store.World, scope, row, cancellation).ConfigureAwait(false);
    }

    /// <summary>The bytes of a small layer; null when it is not in the repository, or larger.</summary>
    public static async ValueTask<byte[]?> ReadLayerAsync(
        Session session, WorldView at, string repository, string digest, int maxBytes, CancellationToken cancellation)
    {
        var row = at.Find<LayerRow>(ManifestRow.IdOf(repository, digest));
        if (row is null || row.SizeBytes > maxBytes) return null;
        if (session.Outside.Backing is not { } backing)
            return await session.Outside.Blobs!.ReadAsync(Digest.Parse(digest), cancellation).ConfigureAwait(false);
        using var answer = await backing
            .BlobAsync(session.Store.World, at.Scope, repository, digest, null, cancellation).ConfigureAwait(false);
        return answer.IsSuccessStatusCode
            ? await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false)
            : null;
    }

    /// <summary>Whether any repository of any account refers to a digest.</summary>
    public static bool IsReferenced(World world, Digest digest) => world.Partitions.Values.Any(partition =>
        partition.Table<LayerRow>().Any(LayerRow.ByDigest, digest.Text)
        || partition.Table<ManifestRow>().Any(ManifestRow.ByDigest, digest.Text));

    private static async ValueTask<T> CommitOrDropAsync<T>(Session session, Digest digest, Func<Change, T> mutation)
    {
        try
        {
            return await session.CommitAsync(mutation).ConfigureAwait(false);
        }
        catch (AwsException)
        {
            if (!IsReferenced(session.Store.World, digest)) session.Outside.Blobs!.Delete(digest);
            throw;
        }
    }
}
