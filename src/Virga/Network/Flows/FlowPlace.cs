using System.Net;

namespace Virga.Network.Flows;

/// <summary>What records say of the interface that they are about.</summary>
internal sealed record FlowPlace
{
    public required string InterfaceId { get; init; }

    public required string AccountId { get; init; }

    public required string Region { get; init; }

    public required string VpcId { get; init; }

    public required string SubnetId { get; init; }

    /// <summary>Such as use1-az1.</summary>
    public required string ZoneId { get; init; }

    public string? InstanceId { get; init; }

    /// <summary>The primary private IPv4 address.</summary>
    public IPAddress? PrimaryAddress { get; init; }
}

/// <summary>What one interval had of one direction of a flow.</summary>
internal sealed record FlowSum(FlowKey Key, int TcpFlags, long Packets, long Bytes)
{
    /// <summary>When the kernel was asked the last time before the first packet, within the interval.</summary>
    public required DateTimeOffset Start { get; init; }

    /// <summary>When the last packet was seen.</summary>
    public required DateTimeOffset End { get; init; }
}
