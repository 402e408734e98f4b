using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Virga.Docker.Engine;

/// <summary>The kinds of call there are, each under the API version agreed with the engine at the first one.</summary>
internal sealed class EngineCalls(EngineTransport transport)
{
    /// <summary>Docker Engine 20.10, of Debian 12. Older ones lack fields that we rely on.</summary>
    public static readonly Version OldestVersion = new(1, 41);

    /// <summary>The newest version whose changes were read and found to leave our calls alone.</summary>
    public static readonly Version NewestVersion = new(1, 47);

    private string? prefix;

    public EngineOptions Options => transport.Options;

    public DockerHost Host => transport.Host;

    /// <summary>An answer whose body is a stream. The caller disposes it.</summary>
    public async Task<EngineResponse> OpenAsync(EngineRequest request, CancellationToken cancellation)
    {
        prefix ??= $"/v{await NegotiateAsync(cancellation)}";
        return await transport.SendAsync(request, prefix + request.Target, cancellation);
    }

    /// <summary>An answer of JSON.</summary>
    public async Task<T> AskAsync<T>(EngineRequest request, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        using var response = await OpenAsync(request, cancellation);
        using var limit = transport.Limit(request.Timeout ?? Options.AnswerTimeout, cancellation);
        try
        {
            return await response.ReadJsonAsync(type, limit.Token);
        }
        catch (Exception error)
        {
            cancellation.ThrowIfCancellationRequested();
            throw EngineTransport.Failure(request.Call, error);
        }
    }

    /// <summary>An answer that says nothing but that it was done.</summary>
    public async Task TellAsync(EngineRequest request, CancellationToken cancellation)
    {
        using var response = await OpenAsync(request, cancellation);
    }

    /// <summary>An answer that is a JSON document a line, as long as it lasts.</summary>
    public async IAsyncEnumerable<T> FollowAsync<T>(
        EngineRequest request, JsonTypeInfo<T> type,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        using var response = await OpenAsync(request, cancellation);
        var lines = new JsonLines(response.Body);
        while (true)
        {
            T? item;
            try
            {
                var line = await lines.ReadAsync(cancellation);
                if (line.IsEmpty) yield break;
                item = JsonSerializer.Deserialize(line.Span, type);
            }
            catch (Exception error)
            {
                cancellation.ThrowIfCancellationRequested();
                throw EngineTransport.Failure(request.Call, error);
            }
            if (item is not null) yield return item;
        }
    }

    /// <summary>The API version the engine answers to a ping. It is the only call without a version.</summary>
    public async Task<Version> PingAsync(CancellationToken cancellation)
    {
        var ping = new EngineRequest(HttpMethodName.Get, "/_ping") { Timeout = Options.ConnectTimeout };
        using var response = await transport.SendAsync(ping, ping.Target, cancellation);
        return Version.TryParse(response.Head["Api-Version"], out var version)
            ? version
            : throw new DockerEngineException(ping.Call, 0, $"what answers at {Host} is no Docker engine");
    }

    private async Task<string> NegotiateAsync(CancellationToken cancellation)
    {
        var offered = await PingAsync(cancellation);
        if (offered < OldestVersion)
            throw new DockerEngineException("GET /_ping", 0,
                $"the engine at {Host} speaks API {offered}; {OldestVersion} (Docker 20.10) is the oldest to do");
        var agreed = offered < NewestVersion ? offered : NewestVersion;
        return string.Create(CultureInfo.InvariantCulture, $"{agreed.Major}.{agreed.Minor}");
    }
}
