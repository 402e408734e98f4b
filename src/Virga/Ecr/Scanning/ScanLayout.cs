using System.Text;
using Virga.Distribution;
using Virga.Distribution.Storage;
using Virga.Ecr.Images;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Scanning;

/// <summary>An image as an OCI layout in a temporary directory, its blobs linked and not copied.</summary>
internal sealed class ScanLayout : IDisposable
{
    /// <exception cref="IOException">The directory cannot be written.</exception>
    public ScanLayout(ManifestRow row, BlobStore blobs)
    {
        Folder = Directory.CreateTempSubdirectory("virga-scan-").FullName;
        var target = Directory.CreateDirectory(Path.Combine(Folder, "blobs", "sha256")).FullName;
        foreach (var text in row.Blobs.Select(blob => blob.Digest).Append(row.Digest).Distinct())
        {
            var digest = Digest.Parse(text);
            File.CreateSymbolicLink(Path.Combine(target, digest.Hex), Path.GetFullPath(blobs.PathOf(digest)));
        }

        File.WriteAllText(Path.Combine(Folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
        var index = $$"""
            {"schemaVersion":2,"manifests":[
            {"mediaType":"{{row.MediaType}}","digest":"{{row.Digest}}","size":{{row.SizeBytes}}}]}
            """;
        File.WriteAllText(Path.Combine(Folder, "index.json"), index, new UTF8Encoding(false));
    }

    public string Folder { get; }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
