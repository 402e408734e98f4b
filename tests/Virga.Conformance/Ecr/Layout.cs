using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Virga.Conformance.Ecr;

/// <summary>
/// An OCI image layout on disk that a test writes by hand, so that it knows each byte and digest (OCI image-spec 1.1).
/// </summary>
internal sealed class Layout
{
    public const string Manifest = "application/vnd.oci.image.manifest.v1+json";
    public const string Index = "application/vnd.oci.image.index.v1+json";

    private readonly string folder;
    private readonly JsonArray names = [];

    public Layout(string folder)
    {
        this.folder = folder;
        Directory.CreateDirectory(Path.Combine(folder, "blobs", "sha256"));
        File.WriteAllText(Path.Combine(folder, "oci-layout"), """{"imageLayoutVersion":"1.0.0"}""");
    }

    /// <summary>An image of one file for a platform; gives its descriptor.</summary>
    public JsonObject Image(string content, string architecture)
    {
        var tar = Tar(content);
        // Compressed, as clients would otherwise do it on their way, and change the digest.
        var layer = Blob(Gzip(tar), "application/vnd.oci.image.layer.v1.tar+gzip");
        var config = new JsonObject
        {
            ["architecture"] = architecture,
            ["os"] = "linux",
            ["config"] = new JsonObject(),
            ["rootfs"] = new JsonObject
            {
                ["type"] = "layers",
                ["diff_ids"] = new JsonArray($"sha256:{Convert.ToHexStringLower(SHA256.HashData(tar))}"),
            },
        };
        var manifest = new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Manifest,
            ["config"] = Blob(Text(config), "application/vnd.oci.image.config.v1+json"),
            ["layers"] = new JsonArray(layer),
        };
        var descriptor = Blob(Text(manifest), Manifest);
        descriptor["platform"] = new JsonObject { ["architecture"] = architecture, ["os"] = "linux" };
        return descriptor;
    }

    /// <summary>An index of images.</summary>
    public JsonObject IndexOf(params JsonObject[] images) => Blob(
        Text(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Index,
            ["manifests"] = new JsonArray([.. images.Select(image => image.DeepClone())]),
        }),
        Index);

    /// <summary>An artifact about an image, such as a list of its parts.</summary>
    public JsonObject Artifact(JsonObject subject, string type)
    {
        var about = (JsonObject)subject.DeepClone();
        about.Remove("platform");
        return Blob(
            Text(new JsonObject
            {
                ["schemaVersion"] = 2,
                ["mediaType"] = Manifest,
                ["artifactType"] = type,
                ["config"] = Blob("{}"u8.ToArray(), "application/vnd.oci.empty.v1+json"),
                ["layers"] = new JsonArray(Blob("parts"u8.ToArray(), "text/plain")),
                ["subject"] = about,
            }),
            Manifest);
    }

    /// <summary>Gives it a name in the layout.</summary>
    public void Name(string name, JsonObject descriptor)
    {
        var named = (JsonObject)descriptor.DeepClone();
        named["annotations"] = new JsonObject { ["org.opencontainers.image.ref.name"] = name };
        names.Add((JsonNode)named);
        var index = new JsonObject
        {
            ["schemaVersion"] = 2, ["mediaType"] = Index, ["manifests"] = names.DeepClone(),
        };
        File.WriteAllBytes(Path.Combine(folder, "index.json"), Text(index));
    }

    /// <summary>The digest that a layout's name leads to.</summary>
    public static string DigestOf(string folder, string name)
    {
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")));
        return index.RootElement.GetProperty("manifests").EnumerateArray()
            .First(one => one.GetProperty("annotations")
                .GetProperty("org.opencontainers.image.ref.name").GetString() == name)
            .GetProperty("digest").GetString()!;
    }

    /// <summary>All blobs of a layout, by digest.</summary>
    public static IReadOnlyList<string> Blobs(string folder) =>
        [.. Directory.EnumerateFiles(Path.Combine(folder, "blobs", "sha256")).Select(Path.GetFileName).Order()!];

    private static byte[] Tar(string content)
    {
        using var bytes = new MemoryStream();
        using (var tar = new TarWriter(bytes, TarEntryFormat.Ustar, leaveOpen: true))
            tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, "content.txt")
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)),
            });
        return bytes.ToArray();
    }

    private static byte[] Gzip(byte[] content)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest)) gzip.Write(content);
        return bytes.ToArray();
    }

    private static byte[] Text(JsonNode json) => Encoding.UTF8.GetBytes(json.ToJsonString());

    private JsonObject Blob(byte[] content, string type)
    {
        var hex = Convert.ToHexStringLower(SHA256.HashData(content));
        File.WriteAllBytes(Path.Combine(folder, "blobs", "sha256", hex), content);
        return new() { ["mediaType"] = type, ["digest"] = $"sha256:{hex}", ["size"] = content.Length };
    }
}
