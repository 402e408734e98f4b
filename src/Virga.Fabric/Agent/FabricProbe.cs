using System.Net;
using Virga.Fabric.Netlink;
using Virga.Fabric.Nftables;
using Virga.Fabric.Plan;
using Virga.Fabric.Protocol;
using Virga.Network;

namespace Virga.Fabric.Agent;

/// <summary>
/// Tries what the fabric needs, in a namespace that is thrown away, and reports each refusal in the words of whoever
/// refused. Nothing is concluded from the name of the operating system or of the engine.
/// </summary>
internal static class FabricProbe
{
    private const string Trial = "probe";

    public static async Task<ValueList<FabricProbeResult>> RunAsync(NamespaceStore store)
    {
        var results = new List<FabricProbeResult>();
        NetworkNamespace? inside = null;
        await TryAsync(
            "network namespaces", "networks of instances", async () => inside = await store.CreateAsync(Trial));
        if (inside is not null)
        {
            Try("virtual links", "networks of instances", () => Link(inside));
            Try("policy routing", "route tables", () => Route(inside));
            Try("nftables", "security groups, network ACLs, translations", () => inside.Nft.Run(Ruleset()));
            await TryAsync("IPv6 forwarding", "IPv6 between interfaces", async () =>
            {
                if (await store.SetAsync(inside.Descriptor, "net/ipv6/conf/all/forwarding", "1") is { } refusal)
                    throw new IOException(refusal);
            });
            store.Remove(Trial);
        }

        Try("namespaces that outlive the agent", "networks go on while the agent restarts", () =>
        {
            if (store.MountRefusal is { } refusal)
                throw new IOException(refusal);
        });
        Try("processes of the engine", "plugging running instances", OpenOther);
        return results.ToValueList();

        void Try(string name, string guarantee, Action attempt) =>
            results.Add(Result(name, guarantee, Caught(attempt)));

        async Task TryAsync(string name, string guarantee, Func<Task> attempt)
        {
            try
            {
                await attempt();
                results.Add(Result(name, guarantee, null));
            }
            catch (Exception refusal) when (refusal is IOException or DllNotFoundException)
            {
                results.Add(Result(name, guarantee, refusal.Message));
            }
        }
    }

    private static FabricProbeResult Result(string name, string guarantee, string? error) =>
        new(name, error is null, error ?? "", guarantee);

    private static string? Caught(Action attempt)
    {
        try
        {
            attempt();
            return null;
        }
        catch (Exception refusal) when (refusal is IOException or DllNotFoundException)
        {
            return refusal.Message;
        }
    }

    /// <summary>
    /// A single process may be out of reach (one with more capabilities than we have); all of them may not.
    /// </summary>
    private static void OpenOther()
    {
        IOException? refusal = null;
        foreach (var path in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(path), out var process) || process == Environment.ProcessId)
                continue;
            var descriptor = Native.Open($"{path}/ns/net", Native.CloseOnExec);
            if (descriptor >= 0)
            {
                _ = Native.Close(descriptor);
                return;
            }

            refusal = Native.Failure($"open {path}/ns/net");
        }

        throw refusal ?? new IOException("no process but the agent is visible");
    }

    private static void Link(NetworkNamespace inside)
    {
        inside.Routes.Request(
            RouteCommands.AddVeth(new VethRequest("e1", "", 7, 1500, "e2", "02:56:ff:00:00:01", inside.Descriptor)),
            "veth pair");
        var index = inside.Links.Find("e1");
        inside.Routes.Request(RouteCommands.Configure(index, answersForOthers: true), "link settings");
        inside.Routes.Request(RouteCommands.AnswerAtOnce(index), "proxy delay");
        inside.Routes.Request(RouteCommands.Up(index), "link up");
    }

    private static void Route(NetworkNamespace inside)
    {
        var table = PlanNames.RouteTable(1);
        inside.Routes.Request(
            RouteCommands.Route(
                RouteConstants.NewRoute, new RouteSpec(table, VpcPlanner.Everything, RouteKind.Blackhole), 0),
            "blackhole route");
        inside.Routes.Request(
            RouteCommands.Rule(RouteConstants.NewRule, new RuleSpec(false, 1000, table) { Mark = 7 }), "policy rule");
    }

    /// <summary>The real thing for a small state, so that the probe asks for exactly what will be needed.</summary>
    private static string Ruleset()
    {
        var state = new FabricState
        {
            Vpcs = [new FabricVpc { Id = "vpc-0", Index = 1, Cidrs = [IPNetwork.Parse("10.0.0.0/16")] }],
            InternetGateways = [new FabricInternetGateway("igw-0", "vpc-0")],
        };
        var plan = FabricPlanner.Plan(state);
        return NftScript.Replace(plan.Namespaces.Values.SelectMany(inside => inside.Tables));
    }
}
