using System.Net;

namespace Virga.Compute;

/// <summary>
/// The networks that machines are plugged into. A backend asks how a new machine gets its network and says which
/// process its interfaces belong into; what they look like, and what passes, follows from the World.
/// </summary>
internal interface IMachineNetworks
{
    /// <summary>
    /// Each backend says once how its machines are found that run already: they must not lose their network when
    /// networks begin anew, whichever backend's machine is the first.
    /// </summary>
    void Expect(Func<CancellationToken, Task<IReadOnlyList<MachineProcess>>> running);

    /// <summary>
    /// How a new machine gets its network. The first call finds out whether real networks work here, and makes what
    /// they need; nothing is made before. Throws what may pass when the engine is away.
    /// </summary>
    /// <exception cref="MachineException">Real networks are insisted on and do not work here.</exception>
    Task<MachineNetwork> BeginAsync(CancellationToken cancellation);

    /// <summary>
    /// Plugs every interface of the instance into a process, now and when interfaces come and go; returns when packets
    /// pass.
    /// </summary>
    /// <exception cref="CutCableException">A virtual machine needs a new card.</exception>
    /// <exception cref="IOException">It is not so yet; it may be tried again.</exception>
    Task PlugAsync(MachineProcess process, CancellationToken cancellation);

    /// <summary>Whether a running virtual machine lost a cable, so that <see cref="PlugAsync"/> would say so.</summary>
    bool IsCut(string instanceId);

    /// <summary>The instance's processes ended, and with them their end of the cables.</summary>
    void Unplug(string instanceId);

    /// <summary>Connects to a port of a machine for a client of this host.</summary>
    /// <exception cref="IOException">The text of the refusal.</exception>
    Task<MachineConnection> DialAsync(
        string instanceId, int port, IPEndPoint client, CancellationToken cancellation);

    /// <summary>No machine is left: what was made for them goes, too.</summary>
    Task RemoveAsync(CancellationToken cancellation);
}

/// <summary>How machines are networked.</summary>
/// <param name="IsReal">Addresses, groups and routes are what the API says.</param>
/// <param name="Limitation">What is not, in a sentence; null when all is.</param>
internal sealed record MachineNetwork(bool IsReal, string? Limitation)
{
    /// <summary>Whether cables that a hypervisor of this machine makes can be taken into the VPCs.</summary>
    public bool TakesTaps { get; init; }
}

/// <summary>The first process of a machine, whose network namespace takes the machine's interfaces.</summary>
/// <param name="InstanceId">Whose machine.</param>
/// <param name="ContainerId">The engine's name of it.</param>
/// <param name="ProcessId">On the engine's host.</param>
/// <param name="StartedAt">Tells an older start from a newer one.</param>
internal sealed record MachineProcess(
    string InstanceId, string ContainerId, int ProcessId, DateTimeOffset StartedAt)
{
    /// <summary>
    /// A virtual machine's: no container, and its interfaces are taps that are found in the network of that process.
    /// </summary>
    public bool HasTaps { get; init; }
}

/// <summary>
/// A virtual machine's cable went with the network that it was in, and a hypervisor makes one only with a new card.
/// </summary>
internal sealed class CutCableException(string message) : IOException(message);
