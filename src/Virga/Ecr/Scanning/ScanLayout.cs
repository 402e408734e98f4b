using System.Text;
using Virga.Distribution;
using Virga.Ecr.Images;
using Virga.Ecr.Layers;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>An image as an OCI layout in a temporary directory, its blobs linked and not copied.</summary>
internal sealed class ScanLayout : IDisposable
{
    private readonly string target;

    private ScanLayout(ManifestRow row)
    {
        Folder = Directory.CreateTempSubdirectory("virga-scan-").FullName;
        target = Directory.CreateDirectory(Path.Combine(Folder, "blobs", "sha256")).FullName;
        File.WriteAllText(Path.Combine(Folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        var index = $$"""
            {"schemaVersion":2,"manifests":[
            {"mediaType":"{{row.MediaType}}","digest":"{{row.Digest}}","size":{{row.SizeBytes}}}]}
            """;
        File.WriteAllText(Path.Combine(Folder, "index.json"), index, new UTF8Encoding(false));
    }

    public string Folder { get; }

    /// <exception cref="IOException">The directory cannot be written.</exception>
    public static async ValueTask<ScanLayout> OfAsync(
        ManifestRow row, Session session, CancellationToken cancellation)
    {
        var layout = new ScanLayout(row);
        try
        {
            await layout.FillAsync(row, session, cancellation).ConfigureAwait(false);
            return layout;
        }
        catch
        {
            layout.Dispose();
            throw;
        }
    }

    private async ValueTask FillAsync(ManifestRow row, Session session, CancellationToken cancellation)
    {
        if (session.Outside.Backing is not { } backing)
        {
            foreach (var text in row.Blobs.Select(blob => blob.Digest).Append(row.Digest).Distinct())
            {
                var digest = Digest.Parse(text);
                var path = Path.GetFullPath(session.Outside.Blobs!.PathOf(digest));
                File.CreateSymbolicLink(Path.Combine(target, digest.Hex), path);
            }

            return;
        }

        var content = await RepositoryBytes.ReadManifestAsync(session, session.Scope, row, cancellation)
            .ConfigureAwait(false) ?? throw new IOException("The manifest is gone.");
        await File.WriteAllBytesAsync(PathOf(row.Digest), content, cancellation).ConfigureAwait(false);
        foreach (var text in row.Blobs.Select(blob => blob.Digest).Distinct())
        {
            using var answer = await backing.BlobAsync(
                session.Store.World, session.Scope, row.Repository, text, null, cancellation).ConfigureAwait(false);
            var file = File.Create(PathOf(text));
            await using var _ = file.ConfigureAwait(false);
            await answer.Content.CopyToAsync(file, cancellation).ConfigureAwait(false);
        }
    }

    private string PathOf(string digest) => Path.Combine(target, Digest.Parse(digest).Hex);

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
