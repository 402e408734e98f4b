using System.Net;

namespace Virga.Network.Flows;

/// <summary>
/// What the kernel counted of one flow at one interface, from the first packet on: the numbers grow until nothing came
/// for <see cref="MemorySeconds"/>, and begin at zero again.
/// </summary>
internal sealed record FlowCount(FlowKey Key, int TcpFlags, long Packets, long Bytes)
{
    /// <summary>How long the kernel remembers a flow that is silent. It is read several times in between.</summary>
    public const int MemorySeconds = 120;
}

/// <summary>One direction of a flow at an interface, as flow logs aggregate it. Addresses are as in the VPC.</summary>
internal sealed record FlowKey
{
    public required string InterfaceId { get; init; }

    /// <summary>Whether groups and ACLs let it pass at this interface.</summary>
    public required bool IsAccepted { get; init; }

    /// <summary>Whether the packets went to the interface.</summary>
    public required bool IsIngress { get; init; }

    public required IPAddress Source { get; init; }

    public required IPAddress Destination { get; init; }

    /// <summary>IANA number.</summary>
    public required int Protocol { get; init; }

    /// <summary>0 for protocols without ports.</summary>
    public int SourcePort { get; init; }

    public int DestinationPort { get; init; }
}
