using Virga.Docker.Engine;
using Virga.Fabric.Driver;
using Virga.Fabric.Protocol;
using Virga.Network;
using Virga.Server.Configuration;
using Virga.Server.Hosting;

namespace Virga.Server.Fabric;

/// <summary>
/// What doctor says of networks: the server's own probe, in a fabric container that is thrown away.
/// </summary>
internal static class FabricCheck
{
    private const string Name = "network";

    public static async Task<Check> RunAsync(ServerOptions options, CancellationToken cancellation)
    {
        if (!options.Rules.Backends.Contains("docker"))
            return new(Name, true, "no engine is used, so no instance has a network", null);
        if (options.Fabric.Choice == FabricChoice.Bridge)
            return new(Name, true, "the engine's bridge, as VIRGA_EC2_NETWORK says: groups are not enforced", null);
        if (Backends.UnaddressableBecause() is { } reason)
            return new(Name, false, reason, "name an engine that can be asked; until then there are no networks");
        var container = new FabricContainer(
            Backends.Engine(), $"virga-fabric.doctor-{Environment.ProcessId}", FabricProgram.OfThisProcess);
        try
        {
            await using var driver = new VpcFabric(container, new Silent(), TimeProvider.System);
            var found = await driver.ProbeAsync(cancellation).ConfigureAwait(false);
            var off = string.Join("; ", found.Off);
            const string Real = "networks of container instances are real";
            return found.IsEnforcing
                ? new(Name, true, off.Length > 0 ? $"{Real}; off: {off}" : Real, null)
                : new(Name, false, off, "see docs/networking.md; until then instances are on the engine's bridge");
        }
        catch (IOException failure)
        {
            return new(
                Name, false, failure.Message, "until that is mended, instances are on the engine's bridge, unfiltered");
        }
        finally
        {
            await TryRemoveAsync(container, cancellation).ConfigureAwait(false);
        }
    }

    private static async Task TryRemoveAsync(FabricContainer container, CancellationToken cancellation)
    {
        try
        {
            await container.RemoveAsync(cancellation).ConfigureAwait(false);
        }
        catch (DockerEngineException)
        {
            // The engine is away; the finding says so.
        }
    }

    private sealed class Silent : IFabricListener
    {
        public Task ServeAsync(FabricConnection connection) => Task.CompletedTask;

        public void Lost(string reason)
        {
        }

        public void Restored(ValueList<FabricFault> faults)
        {
        }
    }
}
