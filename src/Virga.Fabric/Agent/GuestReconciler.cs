using System.Globalization;
using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;
using static Virga.Fabric.Netlink.RouteConstants;

namespace Virga.Fabric.Agent;

/// <summary>
/// Plugs interfaces into guests. The near end is deleted before a new one is made: the namespace of a guest that ended
/// dies some time later, and its link with it.
/// </summary>
internal sealed class GuestReconciler(NamespaceStore store, FaultList faults)
{
    private readonly TapReconciler taps = new(store);
    private readonly Dictionary<string, GuestPlan> plugged = new(StringComparer.Ordinal);

    /// <summary>The near ends, before the routes that need them.</summary>
    public async Task<List<GuestPlan>> PlugAsync(FabricPlan plan, FaultList report)
    {
        faults = report;
        var fresh = new List<GuestPlan>();
        var wanted = plan.Guests.Select(guest => guest.Owner).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in plugged.Keys.Where(id => !wanted.Contains(id)).ToList())
            plugged.Remove(gone);
        foreach (var guest in plan.Guests)
        {
            var isKnown = plugged.TryGetValue(guest.Owner, out var before) && before == guest;
            if (isKnown && !guest.IsTap)
                continue;
            try
            {
                if (guest.IsTap)
                {
                    await taps.EnsureAsync(guest, isKnown);
                    plugged[guest.Owner] = guest;
                }
                else if (await EnsureAsync(guest, before))
                    fresh.Add(guest);
                else
                    plugged[guest.Owner] = guest;
            }
            catch (IOException refusal)
            {
                plugged.Remove(guest.Owner);
                faults.Add(guest.Owner, refusal.Message);
            }
        }

        return fresh;
    }

    /// <summary>
    /// The guests' own ends, last, and eth0 after the others: its default route is what a waiting guest waits for.
    /// </summary>
    public async Task ConfigureAsync(IReadOnlyList<GuestPlan> fresh)
    {
        foreach (var guest in fresh.OrderByDescending(guest => guest.GuestLink, StringComparer.Ordinal))
        {
            try
            {
                using var inside = await OpenAsync(guest);
                await ConfigureAsync(guest, inside);
                plugged[guest.Owner] = guest;
            }
            catch (IOException refusal)
            {
                faults.Add(guest.Owner, refusal.Message);
            }
        }
    }

    /// <summary>True if the cable is new and the guest's end has to be configured.</summary>
    private async Task<bool> EnsureAsync(GuestPlan guest, GuestPlan? before)
    {
        var inside = store.All[guest.Namespace];
        using var far = await OpenAsync(guest);
        var near = inside.Routes.Find(guest.Link);
        var end = far.Routes.Find(guest.GuestLink);
        if (near is not null && end is not null && near.PeerIndex == end.Index && end.PeerIndex == near.Index
            && end.MacAddress == guest.GuestMac)
        {
            if (near.Group != guest.Group || near.Mtu != guest.Mtu)
                inside.Routes.Request(
                    RouteCommands.Regroup(near.Index, guest.Group, guest.Mtu), $"group of {guest.Link}");
            if (guest.HasIpv6 && before is { HasIpv6: false })
                AddRouter(inside, near.Index, guest.Link);
            await AdjustAsync(guest, before, far);
            return false;
        }

        if (near is not null)
            inside.Routes.TryRequest(RouteCommands.RemoveLink(guest.Link), out _);
        inside.Forget(guest.Link);
        inside.Routes.Request(
            RouteCommands.AddVeth(new VethRequest(
                guest.Link, "", guest.Group, guest.Mtu, guest.GuestLink, guest.GuestMac, far.Descriptor)),
            $"link {guest.Link}");
        SetUp(guest, inside);
        return true;
    }

    /// <summary>Makes a near end what a router's end is.</summary>
    internal static void SetUp(GuestPlan guest, NetworkNamespace inside)
    {
        var index = inside.Links.Find(guest.Link);
        inside.Routes.Request(RouteCommands.Configure(index, answersForOthers: true), $"settings of {guest.Link}");
        inside.Routes.Request(RouteCommands.AnswerAtOnce(index), $"proxy delay of {guest.Link}");
        if (guest.HasIpv6)
            AddRouter(inside, index, guest.Link);

        inside.Routes.Request(RouteCommands.Up(index), $"{guest.Link} up");
        inside.View?.Links[guest.Link] = inside.Routes.Find(guest.Link)!;
    }

    private static void AddRouter(NetworkNamespace inside, int index, string link) => inside.Routes.Request(
        RouteCommands.Address(NewAddress, index, new AddressSpec(link, PlanNames.FarEnd6, 64)),
        $"router's address on {link}");

    private async Task ConfigureAsync(GuestPlan guest, GuestNamespace inside)
    {
        var loopback = inside.Routes.FindIndex("lo");
        var link = inside.Routes.FindIndex(guest.GuestLink);
        inside.Routes.Request(RouteCommands.Up(loopback), "lo up");
        if (guest.IsOwnNamespace)
            inside.Routes.Request(
                RouteCommands.Configure(link, answersForOthers: false), $"settings of {guest.GuestLink}");
        if (guest.GuestAddresses.Any(address => address.PrefixLength > 32))
            await AllowIpv6Async(guest, inside);
        foreach (var address in guest.GuestAddresses)
            inside.Routes.Request(RouteCommands.Address(NewAddress, link, address), $"address {address.Address}");
        inside.Routes.Request(RouteCommands.Up(link), $"{guest.GuestLink} up");
        foreach (var rule in guest.GuestRules)
            _ = inside.Routes.TryRequest(RouteCommands.Rule(NewRule, rule), out _);
        foreach (var route in guest.GuestRoutes)
            inside.Routes.Request(RouteCommands.Route(NewRoute, route, link), $"route {route.Destination}");
    }

    /// <summary>Docker turns IPv6 off in a container that it gives no network.</summary>
    private async Task AllowIpv6Async(GuestPlan guest, GuestNamespace inside)
    {
        foreach (var name in new[] { "all", guest.GuestLink })
        {
            if (await store.SetAsync(inside.Descriptor, $"net/ipv6/conf/{name}/disable_ipv6", "0") is { } refusal)
                faults.Add(guest.Owner, $"IPv6 inside the guest: {refusal}");
        }
    }

    /// <summary>Addresses that came or went while the guest runs; what the guest changed itself stays.</summary>
    private async Task AdjustAsync(GuestPlan guest, GuestPlan? before, GuestNamespace inside)
    {
        if (before is null)
            return;
        var link = inside.Routes.FindIndex(guest.GuestLink);
        foreach (var address in before.GuestAddresses.Except(guest.GuestAddresses))
            _ = inside.Routes.TryRequest(RouteCommands.Address(DeleteAddress, link, address), out _);
        var fresh = guest.GuestAddresses.Except(before.GuestAddresses).ToList();
        if (fresh.Exists(address => address.PrefixLength > 32))
            await AllowIpv6Async(guest, inside);
        foreach (var address in fresh)
            inside.Routes.Request(RouteCommands.Address(NewAddress, link, address), $"address {address.Address}");
        foreach (var route in before.GuestRoutes.Except(guest.GuestRoutes))
            _ = inside.Routes.TryRequest(RouteCommands.Route(DeleteRoute, route, link), out _);
        foreach (var route in guest.GuestRoutes.Except(before.GuestRoutes))
            inside.Routes.Request(RouteCommands.Route(NewRoute, route, link), $"route {route.Destination}");
        foreach (var rule in before.GuestRules.Except(guest.GuestRules))
            _ = inside.Routes.TryRequest(RouteCommands.Rule(DeleteRule, rule), out _);
        foreach (var rule in guest.GuestRules.Except(before.GuestRules))
            _ = inside.Routes.TryRequest(RouteCommands.Rule(NewRule, rule), out _);
    }

    private async Task<GuestNamespace> OpenAsync(GuestPlan guest)
    {
        if (guest.IsOwnNamespace)
            return await store.OpenGuestAsync(
                string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{store.All[guest.Guest].Descriptor}"));
        if (guest.GuestInode != 0 && Inode(guest.Guest) is var found && found != guest.GuestInode)
            throw new IOException($"{guest.Guest} is the network of another process (inode {found})");
        GuestProcess.Check(guest.Guest, guest.GuestContainer);
        return await store.OpenGuestAsync(guest.Guest);
    }

    /// <summary>The inode that /proc shows as "net:[4026531840]"; 0 for a path that is not of that kind.</summary>
    private static ulong Inode(string path)
    {
        var target = new FileInfo(path).LinkTarget ?? "";
        var start = target.IndexOf('[', StringComparison.Ordinal) + 1;
        return start > 0
            && ulong.TryParse(target.AsSpan(start).TrimEnd(']'), CultureInfo.InvariantCulture, out var inode)
            ? inode
            : 0;
    }
}
