using System.Net.Sockets;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Virga.Service.Control;

namespace Virga.Server.Fabric;

/// <summary>
/// Ports of the host that lead into an instance: <c>GET /_virga/ec2/instances/{id}/ports</c> lists them,
/// <c>PUT …/ports/8000</c> opens one (<c>?host=18000</c> names the host's port), <c>DELETE …/ports/8000</c> closes it.
/// </summary>
internal sealed class PublishedPortRoute(FabricNetworks networks, string method) : IControlRoute
{
    private const string Prefix = "/_virga/ec2/instances/";

    public string Method => method;

    public bool Matches(string path) => Parse(path) is not null;

    public Task HandleAsync(HttpContext http)
    {
        var (id, port) = Parse(http.Request.Path.Value!)!.Value;
        if (method == HttpMethods.Get) return AnswerAsync(http, networks.PortsOf(id));
        if (port is null) return RefuseAsync(http, 400, "name the port: …/ports/8000");
        return method == HttpMethods.Delete ? CloseAsync(http, id, port.Value) : OpenAsync(http, id, port.Value);
    }

    private async Task CloseAsync(HttpContext http, string id, int port)
    {
        if (await networks.ClosePortAsync(id, port).ConfigureAwait(false))
            await AnswerAsync(http, networks.PortsOf(id)).ConfigureAwait(false);
        else
            await RefuseAsync(http, 404, $"port {port} of {id} is not open").ConfigureAwait(false);
    }

    private async Task OpenAsync(HttpContext http, string id, int port)
    {
        var text = http.Request.Query["host"].FirstOrDefault() ?? "0";
        if (!int.TryParse(text, out var host) || host is < 0 or > 65_535)
        {
            await RefuseAsync(http, 400, "host has to be a port number").ConfigureAwait(false);
            return;
        }

        try
        {
            if (await networks.OpenPortAsync(id, port, host).ConfigureAwait(false) is { } open)
                await AnswerAsync(http, [open]).ConfigureAwait(false);
            else
                await RefuseAsync(http, 409, $"{id} is not plugged into the fabric").ConfigureAwait(false);
        }
        catch (Exception refusal) when (refusal is SocketException or IOException)
        {
            await RefuseAsync(http, 409, $"port {host} of the host: {refusal.Message}").ConfigureAwait(false);
        }
    }

    private static (string InstanceId, int? Port)? Parse(string path)
    {
        if (!path.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        return path[Prefix.Length..].Split('/') switch
        {
            [var id, "ports"] => (id, null),
            [var id, "ports", var text] when int.TryParse(text, out var port) && port is > 0 and <= 65_535 =>
                (id, port),
            _ => null,
        };
    }

    private static Task AnswerAsync(HttpContext http, List<PublishedPort> ports) =>
        ControlAnswer.WriteAsync(http.Response, ports, PublishedPortJson.Default.ListPublishedPort);

    private static Task RefuseAsync(HttpContext http, int status, string message)
    {
        http.Response.StatusCode = status;
        return ControlAnswer.WriteAsync(http.Response, new(message), PublishedPortJson.Default.PortRefusal);
    }
}

/// <summary>Why there is no such way.</summary>
internal sealed record PortRefusal(string Message);

/// <summary>Serializer of the route's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(List<PublishedPort>))]
[JsonSerializable(typeof(PortRefusal))]
internal sealed partial class PublishedPortJson : JsonSerializerContext;
