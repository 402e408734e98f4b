using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Virga.Ecr;
using Virga.Ecr.Images;
using Virga.Ecr.Repositories;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Distribution.Http;

/// <summary>Lists: tags, referrers, catalog (distribution-spec 1.1, "Content Discovery").</summary>
internal static class ListCalls
{
    /// <summary>The registry itself: <c>GET /v2/</c>, by which clients try their password.</summary>
    public static Task BaseAsync(RegistryCall call) =>
        WriteAsync(call, "application/json", json => { json.WriteStartObject(); json.WriteEndObject(); });

    /// <summary>All repositories, by name.</summary>
    public static Task CatalogAsync(RegistryCall call)
    {
        var at = call.Session.Read();
        var names = at.Caller.Account == at.Account ? at.Rows<RepositoryRow>().Select(row => row.Id) : [];
        return PageAsync(call, "/v2/_catalog", names, json => json.WriteStartArray("repositories"));
    }

    /// <summary>The tags of a repository, by name.</summary>
    public static Task TagsAsync(RegistryCall call)
    {
        var at = call.Open("ecr:ListImages");
        var tags = at.Rows<ImageTagRow>().By(ImageTagRow.ByRepository, call.Repository)
            .Where(tag => at.Find<ManifestRow>(ManifestRow.IdOf(call.Repository, tag.Digest))
                is { Status: ImageStatus.ACTIVE })
            .Select(tag => tag.Tag);
        return PageAsync(call, call.Location("tags/list"), tags, json =>
        {
            json.WriteString("name", call.Path.Name);
            json.WriteStartArray("tags");
        });
    }

    /// <summary>What is about a manifest, as an index.</summary>
    public static Task ReferrersAsync(RegistryCall call)
    {
        if (!HttpMethods.IsGet(call.Request.Method)) throw RegistryError.Unsupported("Referrers can only be listed.");
        var digest = call.Digest();
        var at = call.Open("ecr:ListImageReferrers");
        var type = call.Request.Query["artifactType"].ToString();
        var rows = at.Rows<ManifestRow>().By(ManifestRow.BySubject, ManifestRow.IdOf(call.Repository, digest.Text))
            .Where(row => type.Length == 0 || row.ArtifactType == type).ToList();
        if (type.Length > 0) call.Response.Headers["OCI-Filters-Applied"] = "artifactType";
        return WriteAsync(call, ManifestDocument.OciIndex, json =>
        {
            json.WriteStartObject();
            json.WriteNumber("schemaVersion", 2);
            json.WriteString("mediaType", ManifestDocument.OciIndex);
            json.WriteStartArray("manifests");
            foreach (var row in rows) Write(json, row);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static void Write(Utf8JsonWriter json, ManifestRow row)
    {
        json.WriteStartObject();
        json.WriteString("mediaType", row.MediaType);
        json.WriteString("digest", row.Digest);
        json.WriteNumber("size", row.SizeBytes);
        if (row.ArtifactType is not null) json.WriteString("artifactType", row.ArtifactType);
        if (row.Annotations is { Count: > 0 })
        {
            json.WriteStartObject("annotations");
            foreach (var (key, value) in row.Annotations) json.WriteString(key, value);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    /// <summary>A page of names in byte order, with the link to the next one.</summary>
    private static Task PageAsync(
        RegistryCall call, string path, IEnumerable<string> names, Action<Utf8JsonWriter> begin)
    {
        if (!HttpMethods.IsGet(call.Request.Method)) throw RegistryError.Unsupported("A list can only be read.");
        var last = call.Request.Query["last"].ToString();
        var rest = names.Where(name => string.CompareOrdinal(name, last) > 0).Order(StringComparer.Ordinal).ToList();
        var items = rest;
        if (int.TryParse(call.Request.Query["n"].ToString(), CultureInfo.InvariantCulture, out var count) && count >= 0)
        {
            items = [.. rest.Take(count)];
            if (items.Count < rest.Count && items.Count > 0)
                call.Response.Headers.Link =
                    $"<{path}?n={count}&last={Uri.EscapeDataString(items[^1])}>; rel=\"next\"";
        }

        return WriteAsync(call, "application/json", json =>
        {
            json.WriteStartObject();
            begin(json);
            foreach (var item in items) json.WriteStringValue(item);
            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private static async Task WriteAsync(RegistryCall call, string type, Action<Utf8JsonWriter> write)
    {
        var body = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(body)) write(json);
        call.Response.ContentType = type;
        call.Response.ContentLength = body.WrittenCount;
        if (!HttpMethods.IsHead(call.Request.Method))
            await call.Response.BodyWriter.WriteAsync(body.WrittenMemory, call.Aborted).ConfigureAwait(false);
    }
}
