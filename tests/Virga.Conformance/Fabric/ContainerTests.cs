using System.Diagnostics;
using System.Net;
using System.Text;
using Virga.Conformance.Published;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Network;
using Virga.Server.Fabric;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>
/// The fabric as users have it: the published program in its container, instances in containers without network. Needs
/// a Docker engine and the native binary that VIRGA_PUBLISHED names (<c>./virga publish</c>).
/// </summary>
[Collection("fabric")]
public sealed class ContainerTests(ITestOutputHelper output) : IAsyncDisposable
{
    private static readonly string suffix = Guid.NewGuid().ToString("n")[..8];
    private readonly DockerEngine engine = new(
        DockerHost.FromEnvironment(), EngineOptions.Default, TimeProvider.System);
    private readonly string fabricName = "virga-fabric-test-" + suffix;
    private readonly List<string> instances = [];
    private FabricContainer? fabric;

    [Fact]
    public async Task Instances_in_containers_have_real_networks()
    {
        await using var rig = await StartAsync();
        rig.Serve = async connection => await connection.Stream.WriteAsync(
            Encoding.ASCII.GetBytes($"{connection.Kind} {connection.InterfaceId}"));
        var a = await InstanceAsync(rig, "eni-a", "10.0.1.10");
        var b = await InstanceAsync(rig, "eni-b", "10.0.1.11");
        var watch = Stopwatch.StartNew();
        await rig.ApplyAsync();
        output.WriteLine($"two interfaces plugged in {watch.ElapsedMilliseconds} ms");

        Assert.Equal("eni-b sees 10.0.1.10", await a.AskAsync("10.0.1.11", 80));
        Assert.Equal("", await a.TryAskAsync("10.0.1.11", 22));
        Assert.Equal("Metadata eni-b", await b.AskAsync("169.254.169.254", 80));

        watch.Restart();
        rig.Topology.Group("sg-1", "vpc-1", "tcp/22 10.0.0.0/16");
        await rig.ApplyAsync();
        output.WriteLine($"rule change {watch.Elapsed.TotalMilliseconds:f1} ms");
        Assert.Equal("eni-b sees 10.0.1.10", await a.AskAsync("10.0.1.11", 22));
        Assert.Equal("", await a.TryAskAsync("10.0.1.11", 80));
    }

    [Fact]
    public async Task The_world_is_reached_by_the_engines_own_network()
    {
        await using var rig = await StartAsync();
        rig.Topology.Settings(new FabricSettings { Internet = InternetReach.Host })
            .Internet("igw-1", "vpc-1").Routes("rtb-1", "vpc-1", "0.0.0.0/0 igw-1");
        var a = await InstanceAsync(rig, "eni-a", "10.0.1.10");
        var gateway =
            (await engine.Containers.InspectAsync(fabricName, default)).NetworkSettings!.Networks!["bridge"].Gateway!;
        using var host = new System.Net.Sockets.TcpListener(IPAddress.Parse(gateway), 0);
        host.Start();
        _ = GreetAsync(host);
        var port = ((IPEndPoint)host.LocalEndpoint).Port;
        await rig.ApplyAsync();
        Assert.Equal("", await a.TryAskAsync(gateway, port));

        rig.Topology.Elastic("eip-a", "198.18.0.10", "eni-a");
        await rig.ApplyAsync();
        Assert.Equal("hello", await a.AskAsync(gateway, port));

        rig.Topology.Settings(new FabricSettings { Internet = InternetReach.Internet });
        await rig.ApplyAsync();
        Assert.Equal("", await a.TryAskAsync(gateway, port));
    }

    [Fact]
    public async Task A_restarted_instance_is_plugged_again()
    {
        await using var rig = await StartAsync();
        var a = await InstanceAsync(rig, "eni-a", "10.0.1.10");
        await InstanceAsync(rig, "eni-b", "10.0.1.11");
        await rig.ApplyAsync();
        await engine.Containers.RestartAsync(instances[1], TimeSpan.Zero, default);
        var again = await AttachAsync(rig, "eni-b", instances[1]);
        await rig.ApplyAsync();

        Assert.Equal("eni-b sees 10.0.1.10", await a.AskAsync("10.0.1.11", 80));
        Assert.Equal("eni-a sees 10.0.1.11", await again.AskAsync("10.0.1.10", 80));
    }

    [Fact]
    public async Task A_killed_fabric_fails_closed_and_is_back_within_seconds()
    {
        await using var rig = await StartAsync();
        var a = await InstanceAsync(rig, "eni-a", "10.0.1.10");
        await InstanceAsync(rig, "eni-b", "10.0.1.11");
        await rig.ApplyAsync();
        Assert.Equal("eni-b sees 10.0.1.10", await a.AskAsync("10.0.1.11", 80));

        var watch = Stopwatch.StartNew();
        await engine.Containers.KillAsync(fabricName, "KILL", default);
        var faults = await rig.Restoration.Task.WaitAsync(
            TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        output.WriteLine($"networks were back after {watch.ElapsedMilliseconds} ms");

        Assert.Empty(faults);
        Assert.Equal("eni-b sees 10.0.1.10", await a.AskAsync("10.0.1.11", 80));
        Assert.Equal("", await a.TryAskAsync("10.0.1.11", 22));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var name in instances)
        {
            try
            {
                await engine.Containers.RemoveAsync(name, default);
            }
            catch (DockerEngineException failure) when (failure.IsNotFound || failure.IsUnreachable)
            {
                // Nothing was made.
            }
        }

        if (fabric is not null)
            await fabric.RemoveAsync(default);
    }

    private async Task<FabricRig> StartAsync()
    {
        var binary = PublishedServer.Binary;
        try
        {
            await engine.PingAsync(TestContext.Current.CancellationToken);
        }
        catch (DockerEngineException)
        {
            Assert.Skip("reason: no Docker engine answers");
        }

        var rig = await FabricRig.StartAsync(_ => fabric = new FabricContainer(
            engine, fabricName, () => FabricProgram.Native(binary)));
        rig.Topology.Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-1", "vpc-1", "tcp/80 0.0.0.0/0");
        return rig;
    }

    /// <summary>A container that does nothing, of the fabric's own image, without network.</summary>
    private async Task<Guest> InstanceAsync(FabricRig rig, string id, string address)
    {
        var image = (await engine.Containers.InspectAsync(fabricName, default)).Config!.Image!;
        var name = $"virga-test-{suffix}-{instances.Count}";
        var spec = new ContainerSpec
        {
            Image = image,
            Entrypoint = ["/virga", FabricAgentCommand.Pause],
            HostConfig = new HostConfig { NetworkMode = "none" },
        };
        await engine.Containers.CreateAsync(name, spec, default);
        instances.Add(name);
        await engine.Containers.StartAsync(name, default);
        rig.Topology.Interface(id, "subnet-1", address, "sg-1");
        return await AttachAsync(rig, id, name);
    }

    private async Task<Guest> AttachAsync(FabricRig rig, string id, string container)
    {
        var process = (await engine.Containers.InspectAsync(container, default)).State.Pid;
        var path = $"/proc/{process}/ns/net";
        rig.Topology.Attach(id, path);
        var guest = rig.OpenGuest(id, path);
        await guest.ListenAsync(22, 80);
        return guest;
    }

    private static async Task GreetAsync(System.Net.Sockets.TcpListener host)
    {
        while (true)
        {
            using var client = await host.AcceptSocketAsync();
            await client.SendAsync("hello"u8.ToArray());
        }
    }
}
