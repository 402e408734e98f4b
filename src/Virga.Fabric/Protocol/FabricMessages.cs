using System.Net;
using Virga.Network;
using Virga.Network.Flows;

namespace Virga.Fabric.Protocol;

/// <summary>The agent's first message.</summary>
internal sealed record HelloMessage(string Version, ValueList<FabricProbeResult> Probes);

/// <summary>One thing that the fabric needs, whether it works here, and the exact refusal if not.</summary>
internal sealed record FabricProbeResult(string Name, bool Works, string Error, string Guarantee);

/// <summary>A desired state: whole (Delta is relative to nothing) or relative to the state before.</summary>
internal sealed record ApplyMessage(long Generation, bool IsWhole, FabricDelta Delta);

/// <summary>The state of that generation is in force but for the faults.</summary>
internal sealed record AppliedMessage(long Generation, ValueList<FabricFault> Faults);

/// <summary>A connection from a guest, for the emulator.</summary>
internal sealed record GuestConnectionMessage(
    GuestConnectionKind Kind, string VpcId, string InterfaceId, IPAddress Address, int Port, int LocalPort);

/// <summary>What a guest connected to.</summary>
internal enum GuestConnectionKind
{
    /// <summary>169.254.169.254 or fd00:ec2::254.</summary>
    Metadata,

    /// <summary>169.254.169.249, the emulator's own API.</summary>
    Endpoint,
}

/// <summary>
/// A connection into the fabric. With a VPC the address is private in it; without, it is a public one. The client's
/// address is what groups, ACLs and the guest see. With an interface it is an address of its guest's own loopback.
/// </summary>
internal sealed record DialMessage(
    string VpcId, IPAddress Address, int Port, IPAddress ClientAddress, int ClientPort, string InsideInterfaceId);

/// <summary>Counters of flow logs, of every interface that a log covers.</summary>
internal sealed record FlowsMessage(ValueList<FlowCount> Counts);
