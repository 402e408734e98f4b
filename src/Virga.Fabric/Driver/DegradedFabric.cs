using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Driver;

/// <summary>
/// What there is where networks cannot be made: it enforces nothing, and says so for every VPC each time it is asked.
/// Instances run on the engine's own network.
/// </summary>
internal sealed class DegradedFabric(FabricCapabilities capabilities) : IFabricDriver
{
    /// <summary>The fabric of this machine, or, where it does not work, this with the reasons.</summary>
    public static async Task<IFabricDriver> OpenAsync(
        IFabricTransport transport, IFabricListener listener, TimeProvider time, CancellationToken cancellation)
    {
        var fabric = new VpcFabric(transport, listener, time);
        FabricCapabilities found;
        try
        {
            found = await fabric.ProbeAsync(cancellation);
            if (found.IsEnforcing)
                return fabric;
        }
        catch (IOException failure)
        {
            found = new FabricCapabilities([new FabricProbeResult("the agent", false, failure.Message, "networks")]);
        }

        await fabric.DisposeAsync();
        return new DegradedFabric(found);
    }

    public Task<FabricCapabilities> ProbeAsync(CancellationToken cancellation) => Task.FromResult(capabilities);

    public Task<ValueList<FabricFault>> ApplyAsync(FabricState desired, CancellationToken cancellation)
    {
        var reasons = string.Join("; ", capabilities.Off);
        return Task.FromResult(desired.Vpcs.Select(vpc => new FabricFault(vpc.Id, reasons)).ToValueList());
    }

    public Task<Stream> DialAsync(FabricDial dial, CancellationToken cancellation) =>
        throw new IOException("there is no fabric on this machine: " + string.Join("; ", capabilities.Off));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
