using Virga.Fabric.Netlink;
using Virga.Fabric.Plan;

namespace Virga.Fabric.Agent;

/// <summary>Brings the links between namespaces of ours to what the plan says.</summary>
internal sealed class LinkReconciler(NamespaceStore store, FabricPlan plan, FaultList faults)
{
    public void Apply()
    {
        RemoveUnwanted();
        foreach (var veth in plan.Veths)
        {
            try
            {
                Ensure(veth);
            }
            catch (IOException refusal)
            {
                faults.Add(veth.Owner, refusal.Message);
            }
        }
    }

    /// <summary>Whatever has a name of ours and is in no plan goes: cables of guests and links alike.</summary>
    private void RemoveUnwanted()
    {
        var wanted = plan.Veths
            .SelectMany(veth => new[] { (veth.Near.Namespace, veth.Near.Link), (veth.Far.Namespace, veth.Far.Link) })
            .Concat(plan.Guests.Select(guest => (guest.Namespace, guest.Link)))
            .ToHashSet();
        foreach (var inside in store.All.Values.Where(item => plan.Namespaces.ContainsKey(item.Name)))
        {
            var view = inside.View ??= KernelView.Read(inside.Routes);
            foreach (var link in view.Links.Keys.ToList())
            {
                if (IsOurs(inside.Name, link) && !wanted.Contains((inside.Name, link)))
                    Remove(inside, link);
            }
        }
    }

    private void Ensure(VethPlan veth)
    {
        var near = store.All[veth.Near.Namespace];
        var far = store.All[veth.Far.Namespace];
        if (near.View!.Links.TryGetValue(veth.Near.Link, out var nearLink)
            && far.View!.Links.TryGetValue(veth.Far.Link, out var farLink)
            && nearLink.PeerIndex == farLink.Index && farLink.PeerIndex == nearLink.Index)
            return;

        Remove(near, veth.Near.Link);
        Remove(far, veth.Far.Link);
        near.Routes.Request(
            RouteCommands.AddVeth(new VethRequest(
                veth.Near.Link, veth.Near.MacAddress, 0, veth.Mtu, veth.Far.Link, veth.Far.MacAddress, far.Descriptor)),
            $"link {veth.Near.Link}");
        Start(near, veth.Near.Link);
        Start(far, veth.Far.Link);
    }

    private static void Start(NetworkNamespace inside, string link)
    {
        var index = inside.Links.Find(link);
        inside.Routes.Request(RouteCommands.Configure(index, answersForOthers: false), $"settings of {link}");
        inside.Routes.Request(RouteCommands.Up(index), $"{link} up");
        inside.View!.Links[link] = inside.Routes.Find(link)!;
    }

    private static void Remove(NetworkNamespace inside, string link)
    {
        if (inside.Links.Find(link) != 0)
            inside.Routes.TryRequest(RouteCommands.RemoveLink(link), out _);
        inside.Forget(link);
    }

    /// <summary>
    /// In namespaces of ours everything but lo and a NAT gateway's eth0; at the edge only what is named as ours, since
    /// the rest is the container's.
    /// </summary>
    private static bool IsOurs(string inside, string link) => inside switch
    {
        PlanNames.Edge => link.Length > 1 && link[0] is 'v' or 'w' && link[1..].All(char.IsAsciiDigit),
        _ => link is not "lo" and not "eth0" && !link.StartsWith("sit", StringComparison.Ordinal)
            && !link.StartsWith("tunl", StringComparison.Ordinal) && !link.StartsWith("gre", StringComparison.Ordinal)
            && !link.StartsWith("ip", StringComparison.Ordinal) && !link.StartsWith("erspan", StringComparison.Ordinal),
    };
}
