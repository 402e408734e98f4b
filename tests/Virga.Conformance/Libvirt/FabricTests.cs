using Virga.Conformance.Docker;
using Virga.Conformance.Network;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>A virtual machine is an instance like any other: the same network, groups, metadata and names.</summary>
public sealed class FabricTests(Hypervisor hypervisor, RealEngine engine, ITestOutputHelper output)
    : IClassFixture<RealEngine>
{
    /// <summary>One boot, since that is what takes the time.</summary>
    [Fact]
    public async Task A_machine_and_a_container_share_a_subnet_under_their_groups()
    {
        await using var rig = await MachineRig.StartAsync(hypervisor, engine);
        var vpc = await rig.Api.OneAsync("vpcId", "CreateVpc", ("CidrBlock", "10.77.0.0/16"));
        var subnet = await rig.Api.OneAsync("subnetId", "CreateSubnet", ("VpcId", vpc), ("CidrBlock", "10.77.1.0/24"));
        var (machines, containers) = (await GroupAsync(rig, vpc, "machines"), await GroupAsync(rig, vpc, "containers"));
        await rig.Api.RuleAsync("AuthorizeSecurityGroupIngress", containers, "tcp", 80, machines);
        var box = await rig.ContainerAsync(subnet, containers);
        if ((await rig.Api.HealthAsync()).Contains("on the engine", StringComparison.Ordinal))
            Assert.Skip("reason: this machine allows no fabric");
        var (id, address) = await rig.LaunchAsync(subnet, machines, "#!/bin/sh\necho user data ran\n");
        Assert.Equal("", await rig.TagAsync(id, "aws:virga:limitation"));

        // Its address, its names and itself, as the API has them.
        Assert.Equal(address + "/24", await rig.SshAsync(id, "ip -4 -o addr show eth0 | awk '{ print $4 }'"));
        Assert.Equal("nameserver 10.77.0.2", await rig.SshAsync(id, "cat /etc/resolv.conf"));
        await rig.SaysAsync(
            id, $"Address: {box.Address}",
            $"nslookup ip-{box.Address.Replace('.', '-')}.ec2.internal 2>&1 | grep '^Address: 10'");
        await rig.SaysAsync(id, id, "imds meta-data/instance-id");
        await rig.SaysAsync(id, address, "imds meta-data/local-ipv4");
        await rig.SaysAsync(id, "machines", "imds meta-data/security-groups");
        await MachineRig.UntilAsync("user data has run", async () =>
            (await rig.ConsoleAsync(id)).Contains("user data ran", StringComparison.Ordinal));

        // Groups decide in both directions, and at once.
        await rig.SaysAsync(id, $"{box.Id} sees {address}", $"nc -w 5 {box.Address} 80 </dev/null");
        Assert.Equal("", await box.AskAsync(address, 22));
        await rig.Api.RuleAsync("AuthorizeSecurityGroupIngress", machines, "tcp", 22, containers);
        await RealNetwork.EventuallyAsync(async () =>
            (await box.AskAsync(address, 22, 15)).StartsWith("SSH-2.0", StringComparison.Ordinal));
        await rig.Api.RuleAsync("RevokeSecurityGroupIngress", containers, "tcp", 80, machines);
        await rig.SaysAsync(id, "", $"nc -w 2 {box.Address} 80 </dev/null");
        await rig.Api.RuleAsync("RevokeSecurityGroupIngress", machines, "tcp", 22, containers);
        await RealNetwork.EventuallyAsync(async () => await box.AskAsync(address, 22) == "");

        // Neither a crash of the emulator, nor one of the fabric, nor a stop takes it off the network.
        await rig.SshAsync(id, $"echo here > /run/marker; {Dhcp}");
        await rig.Server.KillAsync();
        await rig.Server.RestartAsync();
        Assert.Equal("here", await rig.SshAsync(id, "cat /run/marker"));
        await Metadata.Run.Async("docker", ["kill", rig.Fabric]);
        await MachineRig.UntilAsync("it has a new card", async () =>
            (await rig.TrySshAsync(id, "cat /run/marker")).Output == "here");
        await rig.SaysAsync(id, id, "imds meta-data/instance-id");
        await rig.Api.CallAsync("StopInstances", ("InstanceId.1", id));
        await rig.StateAsync(id, "stopped");
        await rig.Api.CallAsync("StartInstances", ("InstanceId.1", id));
        await rig.StateAsync(id, "running");
        await rig.SaysAsync(id, id, "test ! -e /run/marker && imds meta-data/instance-id");
        output.WriteLine(await rig.Api.HealthAsync());
    }

    /// <summary>What a cloud image does by itself: a card that appears is asked an address for.</summary>
    private const string Dhcp = """
        (while sleep 1; do ip -4 addr show eth0 | grep -q inet && continue; ip link set eth0 up
          udhcpc -i eth0 -q -n -t 5 -T 1 -s /usr/share/udhcpc/default.script; done) >/dev/null 2>&1 </dev/null &
        """;

    private static Task<string> GroupAsync(MachineRig rig, string vpc, string name) => rig.Api.OneAsync(
        "groupId", "CreateSecurityGroup", ("VpcId", vpc), ("GroupName", name), ("GroupDescription", name));
}
