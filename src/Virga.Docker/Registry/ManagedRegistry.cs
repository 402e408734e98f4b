using System.Net;
using Virga.Distribution.Backing;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Service;

namespace Virga.Docker.Registry;

/// <summary>
/// A CNCF distribution server in a container of ours: started when it is first needed, known again by its name, with
/// its
/// files in a volume of the same name, and (unless told otherwise) left running when this server ends, so that the next
/// one adopts it.
/// </summary>
internal sealed class ManagedRegistry(DockerEngine engine, HttpClient http, ManagedRegistryOptions options)
    : IRegistryServer, IAsyncDisposable
{
    private const string Port = "5000/tcp";
    private const string Label = "virga.registry";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);
    private bool isStarted;

    public async ValueTask<Uri> StartAsync(CancellationToken cancellation)
    {
        try
        {
            var port = await AdoptAsync(cancellation).ConfigureAwait(false)
                ?? await CreateAsync(cancellation).ConfigureAwait(false);
            isStarted = true;
            var address = new Uri($"http://127.0.0.1:{port}");
            await WaitAsync(address, cancellation).ConfigureAwait(false);
            return address;
        }
        catch (DockerEngineException exception)
        {
            throw Fails(exception.EngineMessage);
        }
    }

    /// <summary>Runs distribution's own collection. It forgets what it has in memory only by a restart.</summary>
    public async ValueTask<bool> CollectAsync(CancellationToken cancellation)
    {
        try
        {
            var ran = await engine.Execs.RunAsync(
                options.Container,
                new() { Cmd = ["registry", "garbage-collect", "/etc/docker/registry/config.yml"] },
                default, cancellation).ConfigureAwait(false);
            if (ran.ExitCode != 0) throw Fails($"its garbage-collect ended with {ran.ExitCode}");
            await engine.Containers.RestartAsync(options.Container, Grace, cancellation).ConfigureAwait(false);
            await WaitAsync(await StartAsync(cancellation).ConfigureAwait(false), cancellation).ConfigureAwait(false);
            return true;
        }
        catch (DockerEngineException exception)
        {
            throw Fails(exception.EngineMessage);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!isStarted || options.IsKept) return;
        try
        {
            await engine.Containers.StopAsync(options.Container, Grace, CancellationToken.None).ConfigureAwait(false);
        }
        catch (DockerEngineException)
        {
            // Somebody else stopped it, or the engine.
        }
    }

    /// <summary>The host port of a container that is there already, started if it was not running.</summary>
    private async ValueTask<string?> AdoptAsync(CancellationToken cancellation)
    {
        ContainerInspection there;
        try
        {
            there = await engine.Containers.InspectAsync(options.Container, cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException exception) when (exception.IsNotFound)
        {
            return null;
        }

        if (there.Config?.Labels?.ContainsKey(Label) != true)
            throw Fails($"a container named {options.Container} is there which is not ours");
        if (!there.State.Running)
            await engine.Containers.StartAsync(there.Id, cancellation).ConfigureAwait(false);
        return there.HostConfig?.PortBindings?.GetValueOrDefault(Port) is [{ HostPort: { } port }, ..]
            ? port
            : throw Fails($"the container {options.Container} publishes no port");
    }

    private async ValueTask<string> CreateAsync(CancellationToken cancellation)
    {
        await EnsureImageAsync(cancellation).ConfigureAwait(false);
        for (var port = options.Ports.First; port <= options.Ports.Last; port++)
        {
            await engine.Containers.CreateAsync(options.Container, Spec(port), cancellation).ConfigureAwait(false);
            try
            {
                await engine.Containers.StartAsync(options.Container, cancellation).ConfigureAwait(false);
                return $"{port}";
            }
            catch (DockerEngineException exception) when (exception.EngineMessage.Contains(
                "port", StringComparison.OrdinalIgnoreCase))
            {
                // Taken by somebody else; the next one may be free.
                await engine.Containers.RemoveAsync(options.Container, cancellation).ConfigureAwait(false);
            }
        }

        throw Fails($"no port from {options.Ports.First} to {options.Ports.Last} is free");
    }

    private async ValueTask EnsureImageAsync(CancellationToken cancellation)
    {
        try
        {
            await engine.Images.InspectAsync(options.Image, cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException exception) when (exception.IsNotFound)
        {
            await engine.Images.PullAsync(new() { Reference = options.Image }, static _ => { }, cancellation)
                .ConfigureAwait(false);
        }
    }

    private ContainerSpec Spec(int port) => new()
    {
        Image = options.Image,
        Env = ["REGISTRY_STORAGE_DELETE_ENABLED=true", "REGISTRY_LOG_LEVEL=warn"],
        Labels = new Dictionary<string, string> { [Label] = options.Container },
        ExposedPorts = new Dictionary<string, EmptyObject> { [Port] = new() },
        HostConfig = new()
        {
            Binds = [$"{options.Container}:/var/lib/registry"],
            PortBindings = new Dictionary<string, IReadOnlyList<PortBinding>>
            {
                [Port] = [new() { HostIp = "127.0.0.1", HostPort = $"{port}" }],
            },
        },
    };

    private async ValueTask WaitAsync(Uri address, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        while (true)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(address, "/v2/"), limit.Token).ConfigureAwait(false);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not up yet.
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw Fails($"it does not answer at {address}");
            }

            await Task.Delay(50, cancellation).ConfigureAwait(false);
            if (limit.IsCancellationRequested) throw Fails($"it does not answer at {address}");
        }
    }

    private static AwsException Fails(string text) => new(
        "ServerException", $"The registry behind this one fails: {text}.", HttpStatusCode.BadGateway);
}

/// <summary>What the settings say of the container.</summary>
/// <param name="Image">Such as <c>registry:2</c>.</param>
/// <param name="Container">Its name, and its volume's.</param>
/// <param name="Ports">Host ports to choose from, both included.</param>
/// <param name="IsKept">Whether it goes on when this server ends.</param>
internal sealed record ManagedRegistryOptions(string Image, string Container, (int First, int Last) Ports, bool IsKept);
