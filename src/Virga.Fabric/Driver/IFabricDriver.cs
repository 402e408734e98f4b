using System.Net;
using Virga.Fabric.Protocol;
using Virga.Network;
using Virga.Network.Flows;

namespace Virga.Fabric.Driver;

/// <summary>
/// Makes networks real. One implementation drives the fabric's agent; where the machine allows none, another says which
/// guarantees are off.
/// </summary>
internal interface IFabricDriver : IAsyncDisposable
{
    /// <summary>What works here, in the agent's own words; asked once per connection.</summary>
    Task<FabricCapabilities> ProbeAsync(CancellationToken cancellation);

    /// <summary>
    /// Makes the state so and says what could not be. The whole state each time: the driver finds the difference. A
    /// state that is given while the agent is away is remembered and applied when it is back.
    /// </summary>
    /// <exception cref="IOException">The agent is away; guests have no network or keep the last one.</exception>
    Task<ValueList<FabricFault>> ApplyAsync(FabricState desired, CancellationToken cancellation);

    /// <summary>
    /// Asks for the counters of flow logs, which the listener gets; an agent that is away is not asked.
    /// </summary>
    Task CountAsync() => Task.CompletedTask;

    /// <summary>Connects to an address of the fabric; groups, ACLs and the guest see the client's address.</summary>
    /// <exception cref="IOException">The text of the refusal: timed out, refused, no route.</exception>
    Task<Stream> DialAsync(FabricDial dial, CancellationToken cancellation);
}

/// <summary>Where to connect to, and for whom. Without a VPC the address is a public one.</summary>
internal sealed record FabricDial(IPAddress Address, int Port, IPEndPoint Client)
{
    public string VpcId { get; init; } = "";

    /// <summary>
    /// The guest of an interface whose own loopback is meant: as at its console, with no network in between. Empty for
    /// an address of the network.
    /// </summary>
    public string InsideInterfaceId { get; init; } = "";
}

/// <summary>What the fabric can do on this machine.</summary>
internal sealed record FabricCapabilities(ValueList<FabricProbeResult> Probes)
{
    /// <summary>Whether networks are enforced at all. Single features may be off: see <see cref="Off"/>.</summary>
    public bool IsEnforcing => Probes.Count > 0
        && Probes.All(probe => probe.Works || probe.Name is "IPv6 forwarding" or "namespaces that outlive the agent");

    /// <summary>What is off, in sentences for the log, health, and doctor.</summary>
    public IEnumerable<string> Off => Probes
        .Where(probe => !probe.Works)
        .Select(probe => $"{probe.Guarantee}: not enforced, because {probe.Name} failed ({probe.Error})");
}

/// <summary>Takes the connections that guests make to the metadata address and to the emulator's endpoint.</summary>
internal interface IFabricListener
{
    /// <summary>Serves one connection; the driver closes it afterwards.</summary>
    Task ServeAsync(FabricConnection connection);

    /// <summary>The agent went away; the driver connects again by itself.</summary>
    void Lost(string reason);

    /// <summary>
    /// What the kernel counted of flows so far: when it was asked, and before counters would be lost.
    /// </summary>
    void Counted(ValueList<FlowCount> counts)
    {
    }

    /// <summary>The agent is back and was given the last desired state.</summary>
    void Restored(ValueList<FabricFault> faults);
}

/// <summary>
/// A guest's connection. Who the guest is was established by the kernel and not by what the guest says.
/// </summary>
internal sealed class FabricConnection(GuestConnectionMessage origin, Tunnel tunnel)
{
    public GuestConnectionKind Kind => origin.Kind;

    public string VpcId => origin.VpcId;

    public string InterfaceId => origin.InterfaceId;

    public IPEndPoint Client { get; } = new(origin.Address, origin.Port);

    /// <summary>Port that the guest connected to.</summary>
    public int LocalPort => origin.LocalPort;

    public Stream Stream => tunnel;

    /// <summary>Ends the direction to the guest; the other may go on.</summary>
    public Task EndAsync() => tunnel.EndAsync();

    /// <summary>Limits how far answers travel beyond the guest (HttpPutResponseHopLimit).</summary>
    public Task LimitHopsAsync(int hops, CancellationToken cancellation) => tunnel.LimitHopsAsync(hops, cancellation);
}
