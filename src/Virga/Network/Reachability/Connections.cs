namespace Virga.Network.Reachability;

/// <summary>
/// The flows that one routing domain has let through: what makes groups stateful and translations reversible. Each
/// domain (a VPC, a NAT gateway) tracks for itself, as the kernel does.
/// </summary>
internal sealed class Connections
{
    private readonly List<(Packet Original, Packet Answer)> flows = [];

    /// <summary>
    /// The packet as it goes on if it is an answer of a known flow (with translations undone), or null.
    /// </summary>
    public Packet? Answer(Packet packet)
    {
        foreach (var (original, answer) in flows)
        {
            if (answer == packet)
                return original.Reply();
        }

        return null;
    }

    /// <summary>Remembers a flow: how its first packet came in and how it went out.</summary>
    public void Confirm(Packet arrived, Packet left) => flows.Add((arrived, left.Reply()));
}
