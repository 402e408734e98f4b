using System.Text.Json;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Engine;

/// <summary>Docker's own networks.</summary>
internal sealed class EngineNetworks(EngineCalls calls)
{
    /// <summary>Makes a network and answers its id.</summary>
    public async Task<string> CreateAsync(NetworkSpec spec, CancellationToken cancellation)
    {
        var request = new EngineRequest(HttpMethodName.Post, "/networks/create")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(spec, EngineJson.Default.NetworkSpec),
        };
        return (await calls.AskAsync(request, EngineJson.Default.CreatedObject, cancellation)).Id;
    }

    public Task<EngineNetwork> InspectAsync(string network, CancellationToken cancellation) =>
        calls.AskAsync(new(HttpMethodName.Get, Path(network)), EngineJson.Default.EngineNetwork, cancellation);

    public async Task<IReadOnlyList<EngineNetwork>> ListAsync(EngineFilters filters, CancellationToken cancellation) =>
        await calls.AskAsync(
            new EngineRequest(HttpMethodName.Get, "/networks").With("filters", filters.ToJson()),
            EngineJson.Default.ListEngineNetwork, cancellation);

    public Task RemoveAsync(string network, CancellationToken cancellation) =>
        calls.TellAsync(new(HttpMethodName.Delete, Path(network)), cancellation);

    public Task ConnectAsync(
        string network, string container, EndpointSettings? endpoint, CancellationToken cancellation)
    {
        var body = new NetworkConnection { Container = container, EndpointConfig = endpoint };
        return calls.TellAsync(new(HttpMethodName.Post, Path(network) + "/connect")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(body, EngineJson.Default.NetworkConnection),
        }, cancellation);
    }

    /// <summary>Takes a container off a network, also one that does not run.</summary>
    public Task DisconnectAsync(string network, string container, CancellationToken cancellation)
    {
        var body = new NetworkConnection { Container = container, Force = true };
        return calls.TellAsync(new(HttpMethodName.Post, Path(network) + "/disconnect")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(body, EngineJson.Default.NetworkConnection),
        }, cancellation);
    }

    private static string Path(string network) => "/networks/" + EnginePath.Segment(network);
}
