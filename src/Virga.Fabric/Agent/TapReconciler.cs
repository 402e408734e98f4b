using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;

namespace Virga.Fabric.Agent;

/// <summary>
/// Takes the cables of virtual machines into their VPCs. A hypervisor makes a tap on the host and holds it by a
/// descriptor, which stays good when the link moves to another namespace; so a machine's packets are never on the host.
/// </summary>
internal sealed class TapReconciler(NamespaceStore store)
{
    /// <summary>How a fault ends whose machine has no cable any more: a hypervisor makes one with a new card.</summary>
    public const string Cut = "no such cable of a virtual machine is on this host";

    /// <param name="guest">The machine's interface.</param>
    /// <param name="isKnown">Nothing about it has changed since it was plugged in.</param>
    /// <exception cref="IOException">There is none, or the kernel refused.</exception>
    public async Task EnsureAsync(GuestPlan guest, bool isKnown)
    {
        var inside = store.All[guest.Namespace];
        var near = inside.Routes.Find(guest.Link);
        if (isKnown && near is not null)
            return;
        using var host = await store.OpenGuestAsync(guest.Guest);
        if (host.Routes.Find(guest.GuestLink) is { } tap)
        {
            if (near is not null)
                inside.Routes.TryRequest(RouteCommands.RemoveLink(guest.Link), out _);
            inside.Forget(guest.Link);
            host.Routes.Request(
                RouteCommands.Move(tap.Index, guest.Link, inside.Descriptor), $"cable {guest.GuestLink}");
        }
        else if (near is null)
        {
            inside.Forget(guest.Link);
            throw new IOException($"{guest.GuestLink}: {Cut}");
        }

        var index = inside.Links.Find(guest.Link);
        inside.Routes.Request(RouteCommands.Regroup(index, guest.Group, guest.Mtu), $"group of {guest.Link}");
        GuestReconciler.SetUp(guest, inside);
    }
}
