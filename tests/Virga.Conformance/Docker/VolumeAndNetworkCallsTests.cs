using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

public sealed class VolumeAndNetworkCallsTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private const string Forever = "trap 'exit 0' TERM; while :; do sleep 0.1; done";

    private DockerEngine Client => engine.Client;

    [Fact]
    public async Task What_a_container_writes_to_a_volume_the_next_one_reads()
    {
        await engine.NeedAsync(Busybox);
        var name = $"virga-conformance-{engine.Run}";
        var labels = new Dictionary<string, string> { [Label] = engine.Run };
        var volume = await Client.Volumes.CreateAsync(new() { Name = name, Labels = labels }, Cancellation);
        engine.Later(() => Client.Volumes.RemoveAsync(name, CancellationToken.None));
        Assert.Equal((name, "local"), (volume.Name, volume.Driver));

        var writer = await engine.StartAsync("echo data > /v/file", With(name, isReadOnly: false));
        Assert.Equal(0, (await Client.Containers.WaitAsync(writer, Cancellation)).StatusCode);
        var reader = await engine.StartAsync("cat /v/file; touch /v/other || exit 9", With(name, isReadOnly: true));
        Assert.Equal(9, (await Client.Containers.WaitAsync(reader, Cancellation)).StatusCode);

        var listed = await Client.Volumes.ListAsync(EngineFilters.Label($"{Label}={engine.Run}"), Cancellation);
        Assert.Equal([name], listed.Select(v => v.Name));
        var used = await Assert.ThrowsAsync<DockerEngineException>(
            () => Client.Volumes.RemoveAsync(name, Cancellation));
        Assert.True(used.IsConflict);
        var none = await Assert.ThrowsAsync<DockerEngineException>(
            () => Client.Volumes.InspectAsync(name + "x", Cancellation));
        Assert.True(none.IsNotFound);
    }

    [Fact]
    public async Task A_container_joins_and_leaves_a_network()
    {
        await engine.NeedAsync(Busybox);
        var name = $"virga-conformance-{engine.Run}";
        var network = await Client.Networks.CreateAsync(new()
        {
            Name = name,
            Driver = "bridge",
            Internal = true,
            IPAM = new() { Config = [new() { Subnet = "198.51.100.0/28" }] },
            Labels = new Dictionary<string, string> { [Label] = engine.Run },
        }, Cancellation);
        engine.Later(() => Client.Networks.RemoveAsync(network, CancellationToken.None));
        var container = await engine.StartAsync(Forever);

        var address = new EndpointAddress { IPv4Address = "198.51.100.9" };
        await Client.Networks.ConnectAsync(network, container, new() { IPAMConfig = address }, Cancellation);

        var found = await Client.Networks.InspectAsync(name, Cancellation);
        Assert.Equal("198.51.100.9/28", found.Containers![container].IPv4Address);
        Assert.True(found.Internal);
        var joined = await Client.Containers.InspectAsync(container, Cancellation);
        Assert.Equal("198.51.100.9", joined.NetworkSettings!.Networks![name].IPAddress);
        var listed = await Client.Networks.ListAsync(EngineFilters.Label($"{Label}={engine.Run}"), Cancellation);
        Assert.Equal([network], listed.Select(n => n.Id));

        await Client.Networks.DisconnectAsync(network, container, Cancellation);
        Assert.Empty((await Client.Networks.InspectAsync(name, Cancellation)).Containers!);
    }

    private static ContainerSpec With(string volume, bool isReadOnly) => new()
    {
        Image = Busybox,
        HostConfig = new()
        {
            Mounts = [new() { Type = "volume", Source = volume, Target = "/v", ReadOnly = isReadOnly }],
        },
    };
}
