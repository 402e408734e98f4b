using System.Net;

namespace Virga.Compute;

/// <summary>What there is without real networks: machines are on their engine's own, and that is said.</summary>
internal sealed class EngineNetworks(string limitation) : IMachineNetworks
{
    public void Expect(Func<CancellationToken, Task<IReadOnlyList<MachineProcess>>> running)
    {
    }

    public Task<MachineNetwork> BeginAsync(CancellationToken cancellation) =>
        Task.FromResult(new MachineNetwork(IsReal: false, limitation));

    public Task PlugAsync(MachineProcess process, CancellationToken cancellation) =>
        throw new IOException($"{process.InstanceId} waits for a network of the fabric, which is off here");

    public bool IsCut(string instanceId) => false;

    public void Unplug(string instanceId)
    {
    }

    public Task<MachineConnection> DialAsync(
        string instanceId, int port, IPEndPoint client, CancellationToken cancellation) =>
        throw new IOException("there is no fabric here");

    public Task RemoveAsync(CancellationToken cancellation) => Task.CompletedTask;
}
