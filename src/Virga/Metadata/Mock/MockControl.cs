using System.Text;
using System.Text.Json;
using Virga.Metadata.Http;

namespace Virga.Metadata.Mock;

/// <summary>
/// Changing the mock while it runs, below /_virga/imds/:
/// GET reads, GET and PUT and DELETE config, GET and PUT and DELETE paths/…, GET
/// certificates/{signature,pkcs7,rsa2048}.
/// </summary>
internal sealed class MockControl(MockSource source) : IMetadataControl
{
    private const string Prefix = "/_virga/imds/";
    private const int MaxDepth = 32;

    public ControlReply Answer(scoped in MetadataRequest request)
    {
        var path = Encoding.UTF8.GetString(request.Path);
        var method = Encoding.ASCII.GetString(request.Method);
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return Message(404, $"no such control path: {path}");
        path = path[Prefix.Length..].TrimEnd('/');
        try
        {
            return (method, path) switch
            {
                ("GET", "reads") => Json(200, Reads()),
                ("GET", "config") => Json(200, GoJson.Saved(source.Settings.ToMap())),
                ("PUT" or "POST", "config") => Merge(request.Body),
                ("DELETE", "config") => Change(sources => sources with { Live = [] }),
                ("GET", "paths") => Json(200, Paths()),
                ("PUT", _) when path.StartsWith("paths/", StringComparison.Ordinal) =>
                    SetPath(path["paths".Length..], Encoding.UTF8.GetString(request.Body)),
                ("DELETE", _) when path.StartsWith("paths/", StringComparison.Ordinal) =>
                    SetPath(path["paths".Length..], null),
                ("GET", _) when path.StartsWith("certificates/", StringComparison.Ordinal) =>
                    Certificate(path["certificates/".Length..]),
                _ => Message(404, $"no such control request: {method} {Prefix}{path}"),
            };
        }
        catch (Exception wrong) when (wrong is MockSettingException or JsonException or FormatException)
        {
            return Message(400, wrong.Message.TrimEnd());
        }
    }

    private ControlReply Merge(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
        using var document = JsonDocument.ParseValue(ref reader);
        if (ConfigMap.OfJson(document.RootElement) is not ConfigMap map)
            throw new FormatException("the body is not a JSON object");
        return Change(sources =>
        {
            var live = sources.Live.Copy();
            live.Merge(map);
            return sources with { Live = live };
        });
    }

    private ControlReply SetPath(string path, string? value) => Change(sources =>
    {
        var live = sources.Live.Copy();
        if (!live.TryFind("virga.paths", out var found) || found is not ConfigMap paths)
            live.Set("virga.paths", paths = []);
        paths[path] = value;
        return sources with { Live = live };
    });

    private ControlReply Change(Func<MockSources, MockSources> change)
    {
        source.Change(change);
        return Json(200, "{}");
    }

    private ControlReply Certificate(string name) => source.Signer.CertificateFor(name) is { } pem
        ? new ControlReply(200, Encoding.ASCII.GetBytes(pem + "\n"), "application/x-pem-file")
        : Message(404, $"no such certificate: {name}");

    private string Reads() => GoJson.Compact(source.Reads.Snapshot().Select(read => (object?)new ConfigMap
    {
        ["at"] = read.At.UtcDateTime.ToString("O"),
        ["path"] = read.Path,
        ["version"] = read.Version,
        ["token"] = read.HadToken,
        ["status"] = (long)read.Status,
    }).ToList());

    private string Paths() => GoJson.Compact(source.Tree.Nodes.Where(node => node.IsLeaf)
        .Select(node => (object?)(node.Path.StartsWith('/') ? node.Path : "/latest/" + node.Path))
        .Order().ToList());

    private static ControlReply Json(int status, string json) => new(status, Encoding.UTF8.GetBytes(json + "\n"));

    private static ControlReply Message(int status, string message) =>
        Json(status, GoJson.Compact(new ConfigMap { ["message"] = message }));
}
