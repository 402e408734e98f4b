using Microsoft.AspNetCore.Http;
using Virga.Metadata.Providers;
using Virga.Service.Control;

namespace Virga.Metadata.Control;

/// <summary>What an instance read: <c>GET /_virga/ec2/instances/{id}/metadata-reads</c>, oldest first.</summary>
internal sealed class MetadataReadsRoute(InstanceMetadataSource source) : IControlRoute
{
    private const string Prefix = "/_virga/ec2/instances/";
    private const string Suffix = "/metadata-reads";

    public string Method => HttpMethods.Get;

    public bool Matches(string path) =>
        path.StartsWith(Prefix, StringComparison.Ordinal) && path.EndsWith(Suffix, StringComparison.Ordinal);

    public Task HandleAsync(HttpContext http)
    {
        var reads = source.ReadsOf(http.Request.Path.Value![Prefix.Length..^Suffix.Length]);
        return ControlAnswer.WriteAsync(http.Response, reads, InstanceEventJson.Default.MetadataReadArray);
    }
}
