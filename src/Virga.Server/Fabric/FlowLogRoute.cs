using Microsoft.AspNetCore.Http;
using Virga.Service.Control;

namespace Virga.Server.Fabric;

/// <summary>The records of a flow log: <c>GET /_virga/ec2/flow-logs/{id}</c>, as they are in its file.</summary>
internal sealed class FlowLogRoute(FlowLogDelivery delivery) : IControlRoute
{
    private const string Prefix = "/_virga/ec2/flow-logs/";

    public string Method => HttpMethods.Get;

    public bool Matches(string path) =>
        path.StartsWith(Prefix + "fl-", StringComparison.Ordinal) && path[Prefix.Length..].All(IsOfId);

    public async Task HandleAsync(HttpContext http)
    {
        http.Response.ContentType = "text/plain";
        if (delivery.PathOf(http.Request.Path.Value![Prefix.Length..]) is { } path)
            await http.Response.SendFileAsync(path).ConfigureAwait(false);
        else
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static bool IsOfId(char letter) => char.IsAsciiLetterOrDigit(letter) || letter == '-';
}
