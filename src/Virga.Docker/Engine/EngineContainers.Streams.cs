using System.Text.Json;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Engine;

/// <summary>What flows in and out of a container: logs and archives.</summary>
internal sealed partial class EngineContainers
{
    /// <summary>The container's output, or the last <see cref="LogQuery.Tail"/> lines of it.</summary>
    public async Task<ContainerLog> LogsAsync(string container, LogQuery query, CancellationToken cancellation)
    {
        // Only API 1.42 and later say in the answer whether the output is multiplexed.
        var hasTerminal = (await InspectAsync(container, cancellation)).Config?.Tty ?? false;
        var request = new EngineRequest(HttpMethodName.Get, Path(container) + "/logs")
            .With("stdout", true).With("stderr", true)
            .With("follow", query.IsFollowed).With("timestamps", query.HasTimestamps)
            .With("tail", query.Tail).With("since", query.Since);
        var response = await calls.OpenAsync(request, cancellation);
        return new(response, hasTerminal
            ? new TerminalOutput(response.Body.ReadAsync)
            : new MultiplexedOutput(response.Body.ReadAsync));
    }

    /// <summary>Unpacks a tar archive below a directory of the container, which may be stopped.</summary>
    public Task PutArchiveAsync(string container, string path, Stream archive, CancellationToken cancellation) =>
        calls.TellAsync(new EngineRequest(HttpMethodName.Put, Path(container) + "/archive")
        {
            Archive = archive,
            Timeout = calls.Options.TransferTimeout,
        }.With("path", path), cancellation);

    /// <summary>A tar archive of a file or directory of the container. The caller disposes the stream.</summary>
    public async Task<Stream> GetArchiveAsync(string container, string path, CancellationToken cancellation)
    {
        var request = new EngineRequest(HttpMethodName.Get, Path(container) + "/archive").With("path", path);
        return (await calls.OpenAsync(request, cancellation)).Body;
    }

    /// <summary>What stands at a path of the container; not found (404) when nothing does.</summary>
    public async Task<PathStatus> StatAsync(string container, string path, CancellationToken cancellation)
    {
        var request = new EngineRequest(HttpMethodName.Head, Path(container) + "/archive").With("path", path);
        using var response = await calls.OpenAsync(request, cancellation);
        try
        {
            var json = Convert.FromBase64String(response.Head["X-Docker-Container-Path-Stat"] ?? "");
            return JsonSerializer.Deserialize(json, EngineJson.Default.PathStatus)!;
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            throw EngineTransport.Failure(request.Call, error);
        }
    }
}

/// <summary>A container's output being read. Disposing it ends the reading.</summary>
internal sealed class ContainerLog(EngineResponse response, OutputReader output) : IDisposable
{
    public OutputReader Output => output;

    public void Dispose() => response.Dispose();
}
