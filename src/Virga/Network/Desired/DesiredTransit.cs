using Virga.State;

namespace Virga.Network.Desired;

/// <summary>
/// Transit gateways. Their rows are not there yet: when they are, their kinds go into <see cref="Reads"/>, and the
/// gateways, with attachments in state available and active routes (static before propagated), come from
/// <see cref="Of"/>. Until then a route to one is a blackhole, as the state's contract says.
/// </summary>
internal static class DesiredTransit
{
    public static readonly RowKind[] Reads = [];

    public static IEnumerable<FabricTransitGateway> Of(Source source, Memory<FabricTransitGateway> memory) => [];
}
