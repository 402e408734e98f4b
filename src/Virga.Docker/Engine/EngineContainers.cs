using System.Globalization;
using System.Text.Json;
using Virga.Docker.Engine.Model;

namespace Virga.Docker.Engine;

/// <summary>The life of containers. A container is named by its id or its name.</summary>
internal sealed partial class EngineContainers(EngineCalls calls)
{
    /// <summary>Makes a container and answers its id. Conflict (409) when the name is taken.</summary>
    public async Task<string> CreateAsync(string? name, ContainerSpec spec, CancellationToken cancellation)
    {
        var request = new EngineRequest(HttpMethodName.Post, "/containers/create")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(spec, EngineJson.Default.ContainerSpec),
        };
        request.With("name", name).With("platform", spec.Platform);
        return (await calls.AskAsync(request, EngineJson.Default.CreatedObject, cancellation)).Id;
    }

    /// <summary>Does nothing to one that runs.</summary>
    public Task StartAsync(string container, CancellationToken cancellation) =>
        calls.TellAsync(Post(container, "start"), cancellation);

    /// <summary>Sends the stop signal, and kills after the grace time. Does nothing to one that does not run.</summary>
    public Task StopAsync(string container, TimeSpan grace, CancellationToken cancellation) =>
        calls.TellAsync(Post(container, "stop", grace + calls.Options.AnswerTimeout).With("t", Seconds(grace)),
            cancellation);

    public Task RestartAsync(string container, TimeSpan grace, CancellationToken cancellation) =>
        calls.TellAsync(Post(container, "restart", grace + calls.Options.AnswerTimeout).With("t", Seconds(grace)),
            cancellation);

    /// <summary>Holds all its processes. Conflict (409) when it does not run, or is held already.</summary>
    public Task PauseAsync(string container, CancellationToken cancellation) =>
        calls.TellAsync(Post(container, "pause"), cancellation);

    /// <summary>Lets its processes go on.</summary>
    public Task ResumeAsync(string container, CancellationToken cancellation) =>
        calls.TellAsync(Post(container, "unpause"), cancellation);

    /// <summary>Sends a signal by name (<c>SIGKILL</c>). Conflict (409) when it does not run.</summary>
    public Task KillAsync(string container, string signal, CancellationToken cancellation) =>
        calls.TellAsync(Post(container, "kill").With("signal", signal), cancellation);

    /// <summary>Removes it, running or not, with its anonymous volumes.</summary>
    public Task RemoveAsync(string container, CancellationToken cancellation) =>
        calls.TellAsync(
            new EngineRequest(HttpMethodName.Delete, Path(container)).With("force", true).With("v", true),
            cancellation);

    public Task<ContainerInspection> InspectAsync(string container, CancellationToken cancellation) =>
        calls.AskAsync(new(HttpMethodName.Get, Path(container) + "/json"),
            EngineJson.Default.ContainerInspection, cancellation);

    /// <summary>Containers in any state.</summary>
    public async Task<IReadOnlyList<ContainerSummary>> ListAsync(
        EngineFilters filters, CancellationToken cancellation) =>
        await calls.AskAsync(
            new EngineRequest(HttpMethodName.Get, "/containers/json")
                .With("all", true).With("filters", filters.ToJson()),
            EngineJson.Default.ListContainerSummary, cancellation);

    /// <summary>Waits, for as long as it takes, until it does not run, and answers the exit status.</summary>
    public async Task<ContainerExit> WaitAsync(string container, CancellationToken cancellation)
    {
        var request = Post(container, "wait", Timeout.InfiniteTimeSpan);
        return await calls.AskAsync(request, EngineJson.Default.ContainerExit, cancellation);
    }

    public Task RenameAsync(string container, string name, CancellationToken cancellation) =>
        calls.TellAsync(Post(container, "rename").With("name", name), cancellation);

    /// <summary>Changes limits and the restart policy of one that may be running.</summary>
    public Task UpdateAsync(string container, ContainerUpdate update, CancellationToken cancellation) =>
        calls.TellAsync(new(HttpMethodName.Post, Path(container) + "/update")
        {
            Json = JsonSerializer.SerializeToUtf8Bytes(update, EngineJson.Default.ContainerUpdate),
        }, cancellation);

    /// <summary>Makes an image of the container's disk and answers its id.</summary>
    public async Task<string> CommitAsync(
        string container, ContainerCommit commit, CancellationToken cancellation)
    {
        var request = new EngineRequest(HttpMethodName.Post, "/commit") { Timeout = calls.Options.TransferTimeout };
        request.With("container", container).With("repo", commit.Repository).With("tag", commit.Tag)
            .With("comment", commit.Comment).With("pause", commit.IsPaused ? "1" : "0");
        foreach (var change in commit.Changes) request.With("changes", change);
        return (await calls.AskAsync(request, EngineJson.Default.CreatedObject, cancellation)).Id;
    }

    /// <summary>Sets the size of the terminal, in characters.</summary>
    public Task ResizeAsync(string container, int rows, int columns, CancellationToken cancellation) =>
        calls.TellAsync(Post(container, "resize").With("h", rows).With("w", columns), cancellation);

    private static string Path(string container) => "/containers/" + EnginePath.Segment(container);

    private static EngineRequest Post(string container, string action, TimeSpan? timeout = null) =>
        new(HttpMethodName.Post, $"{Path(container)}/{action}") { Timeout = timeout };

    private static string Seconds(TimeSpan time) =>
        ((long)Math.Ceiling(time.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
}
