using Virga.Docker.Engine.Model;

namespace Virga.Docker.Engine;

/// <summary>
/// A typed client of the Docker Engine API, for what instances need. Making one opens nothing; each call opens a socket
/// of its own, so it may be used from many threads and an engine that comes back is simply found again.
/// Failures are <see cref="DockerEngineException"/> or the caller's cancellation; only
/// streams handed out (archives) and input written to an exec fail as streams and sockets do.
/// </summary>
internal sealed class DockerEngine
{
    private readonly EngineCalls calls;

    public DockerEngine(DockerHost host, EngineOptions options, TimeProvider time)
    {
        Host = host;
        calls = new(new(host, options, time));
        Containers = new(calls);
        Execs = new(calls);
        Images = new(calls);
        Volumes = new(calls);
        Networks = new(calls);
    }

    public DockerHost Host { get; }

    public EngineContainers Containers { get; }

    public EngineExecs Execs { get; }

    public EngineImages Images { get; }

    public EngineVolumes Volumes { get; }

    public EngineNetworks Networks { get; }

    /// <summary>Whether an engine answers, and the newest API version it speaks.</summary>
    public Task<Version> PingAsync(CancellationToken cancellation) => calls.PingAsync(cancellation);

    public Task<EngineVersion> VersionAsync(CancellationToken cancellation) =>
        calls.AskAsync(new(HttpMethodName.Get, "/version"), EngineJson.Default.EngineVersion, cancellation);

    public Task<EngineInfo> InfoAsync(CancellationToken cancellation) =>
        calls.AskAsync(new(HttpMethodName.Get, "/info"), EngineJson.Default.EngineInfo, cancellation);

    /// <summary>
    /// What happens from now on (or since a moment, Unix time in seconds with an optional fraction), until cancelled
    /// or the engine goes away. The sequence then ends or throws; the caller decides about coming back.
    /// </summary>
    public IAsyncEnumerable<EngineEvent> EventsAsync(
        EngineFilters filters, string? since, CancellationToken cancellation) =>
        calls.FollowAsync(
            new EngineRequest(HttpMethodName.Get, "/events").With("filters", filters.ToJson()).With("since", since),
            EngineJson.Default.EngineEvent, cancellation);
}
