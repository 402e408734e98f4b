using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Xunit;

namespace Virga.Conformance.Docker;

/// <summary>The engine on this machine. What a test makes in it carries a label and is removed afterwards.</summary>
public sealed class RealEngine : IAsyncLifetime
{
    public const string Label = "virga.conformance";
    public const string Busybox = "virga-test/busybox:latest";
    public const string DebianSshd = "virga-test/debian-sshd:latest";

    private readonly List<Func<Task>> cleanUp = [];

    internal DockerEngine Client { get; } =
        new(DockerHost.FromEnvironment(), EngineOptions.Default, TimeProvider.System);

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A label of this run alone.</summary>
    public string Run { get; } = Guid.NewGuid().ToString("n")[..12];

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Skips the test, loudly, when the engine or an image is missing.</summary>
    internal async Task NeedAsync(params string[] images)
    {
        try
        {
            await Client.PingAsync(Cancellation);
        }
        catch (DockerEngineException error)
        {
            Assert.Skip($"reason: a Docker engine is missing (eng/engine.sh up): {error.Message}");
        }
        foreach (var image in images)
        {
            try
            {
                await Client.Images.InspectAsync(image, Cancellation);
            }
            catch (DockerEngineException error) when (error.IsNotFound)
            {
                Assert.Skip($"reason: the image {image} is missing (eng/images.sh)");
            }
        }
    }

    internal async Task<string> CreateAsync(ContainerSpec spec)
    {
        var labels = new Dictionary<string, string>(spec.Labels ?? new Dictionary<string, string>()) { [Label] = Run };
        var id = await Client.Containers.CreateAsync(null, spec with { Labels = labels }, Cancellation);
        Later(() => Client.Containers.RemoveAsync(id, CancellationToken.None));
        return id;
    }

    /// <summary>A busybox that runs a shell script; it ends at once on SIGTERM.</summary>
    internal async Task<string> StartAsync(string script, ContainerSpec? like = null)
    {
        var id = await CreateAsync((like ?? new() { Image = Busybox }) with { Cmd = ["sh", "-c", script] });
        await Client.Containers.StartAsync(id, Cancellation);
        return id;
    }

    internal void Later(Func<Task> step) => cleanUp.Add(step);

    public async ValueTask DisposeAsync()
    {
        cleanUp.Reverse();
        foreach (var step in cleanUp)
        {
            try
            {
                await step();
            }
            catch (DockerEngineException error) when (error.IsNotFound || error.IsUnreachable)
            {
                // The test removed it itself, or there is no engine.
            }
        }
    }
}
