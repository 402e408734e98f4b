using Virga.Network;

namespace Virga.Server.Fabric;

/// <summary>How instances are networked; each setting is explained in docs/configuration.md.</summary>
internal sealed record FabricOptions
{
    /// <summary>Whether real networks are used, insisted on, or left alone.</summary>
    public FabricChoice Choice { get; init; } = FabricChoice.Auto;

    /// <summary>How far instances reach that have a way out of their VPC.</summary>
    public InternetReach Internet { get; init; } = InternetReach.Internet;

    /// <summary>
    /// Whether the host's ssh ports lead through the network, where groups decide, or to the machine itself.
    /// </summary>
    public bool IsSshFiltered { get; init; }

    /// <summary>Interval of every flow log; 0: as each log says.</summary>
    public int FlowLogIntervalSeconds { get; init; }

    /// <summary>Whether the host gets routes to public addresses.</summary>
    public bool HasHostRoutes { get; init; } = true;
}

/// <summary>The values of <c>VIRGA_EC2_NETWORK</c>.</summary>
internal enum FabricChoice
{
    /// <summary>The fabric where it works, else the engine's bridge.</summary>
    Auto,

    /// <summary>The fabric; a launch fails where it does not work.</summary>
    Fabric,

    /// <summary>The engine's bridge.</summary>
    Bridge,
}
