using System.Net;

namespace Virga.Network.Reachability;

/// <summary>May this reach that? Asked by <c>virga explain</c> and by network insights analyses.</summary>
internal sealed record PathQuestion
{
    /// <summary>An ephemeral port like any other.</summary>
    public const int DefaultSourcePort = 40_000;

    /// <summary>The interface that sends; null for a sender outside of every VPC.</summary>
    public string? SourceInterfaceId { get; init; }

    /// <summary>Address that the sender uses; null means the primary address of the interface.</summary>
    public IPAddress? SourceAddress { get; init; }

    /// <summary>As the sender would write it: a private or a public address.</summary>
    public required IPAddress Destination { get; init; }

    /// <summary>IANA number; for ICMP an echo request is meant.</summary>
    public required int Protocol { get; init; }

    public int Port { get; init; }

    /// <summary>Port that answers come back to; matters to network ACLs only.</summary>
    public int SourcePort { get; init; } = DefaultSourcePort;
}

/// <summary>
/// The answer: every component that was passed, in order, there and back; and the one that stopped the packet.
/// </summary>
internal sealed record PathAnswer(bool IsReachable, ValueList<PathStep> Steps, PathStep? Stop)
{
    /// <summary>Interface that the first packet was delivered to; null if none, or if it left the fabric.</summary>
    public string? ReachedInterfaceId { get; init; }
}
