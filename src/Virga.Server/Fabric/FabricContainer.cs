using System.Net;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Fabric.Driver;

namespace Virga.Server.Fabric;

/// <summary>
/// The fabric container of an engine: makes its image and itself when they are not there, and starts an agent in it for
/// each connection. Not privileged: NET_ADMIN and SYS_ADMIN to make networks, SYS_PTRACE to enter those of instances
/// with more capabilities, the engine's process ids to find them. It publishes no ports.
/// </summary>
internal sealed class FabricContainer(DockerEngine engine, string name, Func<FabricProgram> program) : IFabricTransport
{
    public const string Label = "io.virga.fabric";
    public const string Repository = "virga-fabric";

    /// <summary>On the engine's own network, by which the machine reaches public addresses.</summary>
    private const string Bridge = "bridge";

    private FabricImage? image;

    public string Name => name;

    public async Task<Stream> ConnectAsync(CancellationToken cancellation)
    {
        try
        {
            await EnsureAsync(cancellation).ConfigureAwait(false);
            var spec = new ExecSpec
            {
                Cmd = [.. image!.Command, FabricAgentCommand.Agent],
                AttachStdin = true,
                AttachStdout = true,
                AttachStderr = true,
            };
            var id = await engine.Execs.CreateAsync(name, spec, cancellation).ConfigureAwait(false);
            var session = await engine.Execs.StartAsync(id, ExecTerminal.None, cancellation).ConfigureAwait(false);
            var watch = new CancellationTokenSource();
            _ = HangUpAsync(session, watch.Token);
            return ExecStream.Of(session, watch);
        }
        catch (DockerEngineException failure)
        {
            throw new IOException(failure.Message, failure);
        }
    }

    /// <summary>
    /// Removes the container, with it every network of ours, and its image unless another one uses it.
    /// </summary>
    public async Task RemoveAsync(CancellationToken cancellation)
    {
        if (await FindAsync(cancellation).ConfigureAwait(false) is { } found)
            await RemoveAsync(found, cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// The address of the engine's bridge, on the engine's side; null while the container does not run.
    /// </summary>
    public async Task<IPAddress?> BridgeAsync(CancellationToken cancellation)
    {
        var found = await FindAsync(cancellation).ConfigureAwait(false);
        var gateway = found?.NetworkSettings?.Networks?.GetValueOrDefault(Bridge)?.Gateway;
        return IPAddress.TryParse(gateway, out var bridge) ? bridge : null;
    }

    private async Task RemoveAsync(ContainerInspection found, CancellationToken cancellation)
    {
        await engine.Containers.RemoveAsync(found.Id, cancellation).ConfigureAwait(false);
        try
        {
            await engine.Images.RemoveAsync(found.Config?.Image ?? "", cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException refusal) when (refusal.IsConflict || refusal.IsNotFound)
        {
            // Another emulator of this engine has its fabric of the same image.
        }
    }

    /// <summary>Docker 20.10 keeps the stream of an exec open when its container was killed.</summary>
    private async Task HangUpAsync(ExecSession session, CancellationToken cancellation)
    {
        try
        {
            await engine.Containers.WaitAsync(name, cancellation).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is DockerEngineException or OperationCanceledException)
        {
            // Gone before it was watched, or hung up already.
        }

        session.Dispose();
    }

    private async Task EnsureAsync(CancellationToken cancellation)
    {
        image ??= await FabricImage.OfAsync(program(), cancellation).ConfigureAwait(false);
        var reference = $"{Repository}:{image.Tag}";
        var found = await FindAsync(cancellation).ConfigureAwait(false);
        if (found is { State.Running: true } && found.Config?.Image == reference)
            return;
        if (found is not null && found.Config?.Image == reference)
            await engine.Containers.RemoveAsync(found.Id, cancellation).ConfigureAwait(false);
        else if (found is not null)
            await RemoveAsync(found, cancellation).ConfigureAwait(false);
        await EnsureImageAsync(image, reference, cancellation).ConfigureAwait(false);
        await engine.Containers.CreateAsync(name, Spec(reference, image), cancellation).ConfigureAwait(false);
        await engine.Containers.StartAsync(name, cancellation).ConfigureAwait(false);
    }

    private async Task<ContainerInspection?> FindAsync(CancellationToken cancellation)
    {
        try
        {
            return await engine.Containers.InspectAsync(name, cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException failure) when (failure.IsNotFound)
        {
            return null;
        }
    }

    private async Task EnsureImageAsync(FabricImage image, string reference, CancellationToken cancellation)
    {
        try
        {
            await engine.Images.InspectAsync(reference, cancellation).ConfigureAwait(false);
            return;
        }
        catch (DockerEngineException failure) when (failure.IsNotFound)
        {
            // Made below.
        }

        // With a runtime in it the archive is some 80 MB: too much to be held in memory.
        var path = Path.GetTempFileName();
        await using var archive = new FileStream(
            path, FileMode.Create, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
        await image.WriteAsync(archive, cancellation).ConfigureAwait(false);
        archive.Position = 0;
        await engine.Images.ImportAsync(archive, Repository, image.Tag, [], cancellation).ConfigureAwait(false);
    }

    private ContainerSpec Spec(string reference, FabricImage image) => new()
    {
        Image = reference,
        Entrypoint = [.. image.Command, FabricAgentCommand.Pause],
        Labels = new Dictionary<string, string> { [Label] = name },
        HostConfig = new HostConfig
        {
            CapAdd = ["NET_ADMIN", "SYS_ADMIN", "SYS_PTRACE"],
            PidMode = "host",
            Sysctls = new Dictionary<string, string> { ["net.ipv4.ip_forward"] = "1" },
            SecurityOpt = ["apparmor=unconfined"],
            Tmpfs = new Dictionary<string, string> { ["/run"] = "" },
            RestartPolicy = new RestartPolicy { Name = "unless-stopped" },
        },
    };
}
