using System.Diagnostics;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Network;

/// <summary>
/// What would disturb others on a shared engine: its crash, and what is left on a machine at the end.
/// </summary>
public sealed class OwnEngineTests(ITestOutputHelper output)
{
    private static readonly string[] Kinds = ["images -q", "volume ls -q", "network ls -q"];

    [Fact]
    public async Task A_killed_engine_leaves_allowed_traffic_flowing_and_closed_ports_closed_and_all_comes_back()
    {
        await using var engine = await OwnEngine.StartAsync(RealNetwork.Image);
        var folder = Directory.CreateTempSubdirectory("virga-engine-restart-");
        await using var server = await RunningServer.StartAsync(
            engine.Place, "--data", Path.Combine(folder.FullName, "data"), "--backend", "docker");
        using var api = new Ec2Api(server);
        var (a, b) = (await LaunchAsync(engine, api), await LaunchAsync(engine, api));
        var answer = $"{b.Id} sees {a.Address}";
        var group = await api.OneAsync("groupId", "DescribeSecurityGroups", ("GroupName.1", "default"));
        await a.ReachesAsync(answer, b.Address);
        Assert.Equal("", await a.AskAsync(b.Address, 8080));

        var process = await engine.SayAsync("inspect", "-f", "{{.State.Pid}}", $"virga-ec2.{a.Id}");
        await engine.KillAsync();
        Assert.Equal(answer, await AskAsync(process.Trim(), b.Address, 80));
        Assert.Equal("", await AskAsync(process.Trim(), b.Address, 8080));
        await RealNetwork.EventuallyAsync(async () =>
            (await api.HealthAsync()).Contains("unavailable", StringComparison.Ordinal));
        // Nobody can put another rule in force now: it is when the engine is back, and nothing else opens meanwhile.
        await api.RuleAsync("RevokeSecurityGroupIngress", group, "tcp", 80, "0.0.0.0/0");
        await api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 8080, "0.0.0.0/0");
        Assert.Equal("", await AskAsync(process.Trim(), b.Address, 22));
        var watch = Stopwatch.StartNew();
        await engine.BeginAsync();
        await RealNetwork.EventuallyAsync(async () =>
        {
            Assert.DoesNotContain("SSH-2.0-", await a.AskAsync(b.Address, 22), StringComparison.Ordinal);
            await b.ServeAsync();
            return await a.AskAsync(b.Address, 8080) == answer;
        });
        output.WriteLine($"the network was back {watch.ElapsedMilliseconds} ms after the engine was started again");
        Assert.NotEqual(answer, await a.AskAsync(b.Address));

        await api.ResetAsync();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Nothing_is_left_after_a_crash_with_a_reset_and_after_an_uninstall_and_others_rules_stay()
    {
        await using var engine = await OwnEngine.StartAsync(RealNetwork.Image);
        // What others have on this machine, be it as like ours as can be.
        await engine.InNetworkAsync(
            "ip", "route", "add", "198.51.100.7/32", "via", "172.17.0.200", "dev", "docker0", "onlink", "proto", "86");
        await engine.InNetworkAsync("nft", "add", "table", "inet", "virga_of_somebody");
        var folder = Directory.CreateTempSubdirectory("virga-left-");
        var data = Path.Combine(folder.FullName, "data");
        var before = await LeftAsync(engine);
        await using var server = await RunningServer.StartAsync(
            engine.Place, "--data", data, "--backend", "docker");
        using var api = new Ec2Api(server);

        var a = await LaunchAsync(engine, api);
        Assert.Contains(a.PublicAddress, await RoutesAsync(engine), StringComparison.Ordinal);
        await server.KillAsync();
        await engine.SayAsync("rm", "-f", await FabricAsync(engine));
        Assert.Contains(a.PublicAddress, await RoutesAsync(engine), StringComparison.Ordinal);
        await server.RestartAsync();
        await RealNetwork.EventuallyAsync(async () =>
            await api.OneAsync("name", "DescribeInstances", ("InstanceId.1", a.Id)) == "running");
        await api.ResetAsync();
        await RealNetwork.EventuallyAsync(async () => await FabricAsync(engine) == "");
        Assert.DoesNotContain(a.PublicAddress, await RoutesAsync(engine), StringComparison.Ordinal);
        Assert.Equal(before.Network, (await LeftAsync(engine)).Network);
        Assert.Equal(before.Containers, (await LeftAsync(engine)).Containers);

        var b = await LaunchAsync(engine, api);
        Assert.Contains(b.PublicAddress, await RoutesAsync(engine), StringComparison.Ordinal);
        Assert.Equal(1, (await server.RunAsync("uninstall")).Code);
        await server.KillAsync();
        var said = await server.RunAsync("uninstall");
        Assert.True(said.Code == 0, said.Output + said.Error);
        Assert.Equal(before, await LeftAsync(engine));
        folder.Delete(recursive: true);
    }

    internal static async Task<Guest> LaunchAsync(OwnEngine engine, Ec2Api api)
    {
        var group = await api.OneAsync("groupId", "DescribeSecurityGroups", ("GroupName.1", "default"));
        if (!(await api.AllAsync("fromPort", "DescribeSecurityGroups", ("GroupName.1", "default"))).Contains("80"))
            await api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 80, "0.0.0.0/0");
        // The default group lets its own members in, on every port.
        await api.CallAsync(
            "RevokeSecurityGroupIngress", ("GroupId", group), ("IpPermissions.1.IpProtocol", "-1"),
            ("IpPermissions.1.Groups.1.GroupId", group)).ContinueWith(_ => { }, TaskScheduler.Default);
        var id = await api.OneAsync("instanceId", "RunInstances",
            ("ImageId", RealNetwork.Ami), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"));
        await RealNetwork.EventuallyAsync(async () =>
            await api.OneAsync("name", "DescribeInstances", ("InstanceId.1", id)) == "running");
        if ((await api.HealthAsync()).Contains("on the engine", StringComparison.Ordinal))
            Assert.Skip("reason: this machine allows no fabric: " + await api.HealthAsync());
        var guest = new Guest(
            id,
            await api.OneAsync("privateIpAddress", "DescribeInstances", ("InstanceId.1", id)),
            await api.OneAsync("publicIp", "DescribeInstances", ("InstanceId.1", id)))
        {
            Engine = engine.Arguments,
        };
        await guest.ServeAsync();
        return guest;
    }

    /// <summary>From a guest's network, without the engine's help.</summary>
    private static async Task<string> AskAsync(string process, string address, int port)
    {
        var said = await Metadata.Run.Async("nsenter", [$"--net=/proc/{process}/ns/net", "python3", "-c", $"""
            import socket
            try: print(socket.create_connection(('{address}', {port}), 1.5).recv(100).decode())
            except OSError: pass
            """]);
        return said.Output.Trim();
    }

    private static Task<string> RoutesAsync(OwnEngine engine) =>
        engine.InNetworkAsync("ip", "route", "show", "proto", "86");

    private static async Task<string> FabricAsync(OwnEngine engine) =>
        (await engine.SayAsync("ps", "-aq", "--filter", "label=io.virga.fabric")).Trim();

    private static async Task<(string Network, string Containers, string Shared)> LeftAsync(OwnEngine engine) => (
        await engine.InNetworkAsync("sh", "-c",
            "ip route show table all | grep -v docker0; ip route show proto 86 | sed 's/ linkdown//'; ip rule; "
            + "ip -br link | cut -d' ' -f1; nft list tables; iptables-save | grep -v '^[#:]'"),
        await engine.SayAsync("ps", "-aq"),
        string.Concat(await Task.WhenAll(Kinds.Select(kind => engine.SayAsync(kind.Split(' '))))));
}
