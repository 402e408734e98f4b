using System.Net;

namespace Virga.Compute;

/// <summary>
/// The networks that machines are plugged into. A backend asks how a new machine gets its network and says which
/// process its interfaces belong into; what they look like, and what passes, follows from the World.
/// </summary>
internal interface IMachineNetworks
{
    /// <summary>
    /// How a new machine gets its network. The first call finds out whether real networks work here, and makes what
    /// they need; nothing is made before. Throws what may pass when the engine is away.
    /// </summary>
    /// <param name="running">The machines that run already, which must not lose their network meanwhile.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="MachineException">Real networks are insisted on and do not work here.</exception>
    Task<MachineNetwork> BeginAsync(Func<Task<IReadOnlyList<MachineProcess>>> running, CancellationToken cancellation);

    /// <summary>
    /// Plugs every interface of the instance into a process, now and when interfaces come and go; returns when packets
    /// pass.
    /// </summary>
    /// <exception cref="IOException">It is not so yet; it may be tried again.</exception>
    Task PlugAsync(MachineProcess process, CancellationToken cancellation);

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
internal sealed record MachineNetwork(bool IsReal, string? Limitation);

/// <summary>The first process of a machine, whose network namespace takes the machine's interfaces.</summary>
/// <param name="InstanceId">Whose machine.</param>
/// <param name="ContainerId">The engine's name of it.</param>
/// <param name="ProcessId">On the engine's host.</param>
/// <param name="StartedAt">Tells an older start from a newer one.</param>
internal sealed record MachineProcess(
    string InstanceId, string ContainerId, int ProcessId, DateTimeOffset StartedAt);
