using System.Text;
using Virga.Conformance.Docker;
using Virga.Conformance.Network;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>A distribution's own cloud-init, which is told nothing but what it finds at 169.254.169.254.</summary>
public sealed class CloudInitTests(Hypervisor hypervisor, RealEngine engine) : IClassFixture<RealEngine>
{
    /// <summary>The IP TTL of the answer that brings a token, which is what the hop limit sets.</summary>
    private const string HopLimit = """
        import socket, urllib.request as u
        s = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(0x800)); s.settimeout(2)
        u.urlopen(u.Request('http://169.254.169.254/latest/api/token', method='PUT',
          headers={'X-aws-ec2-metadata-token-ttl-seconds': '60'}), timeout=10).read()
        while True:
          p = s.recv(4096)
          if p[26:30] == socket.inet_aton('169.254.169.254') and b'HTTP/1.1 200' in p: print(p[22]); break
        """;

    [Fact]
    public async Task The_Ec2_data_source_sets_up_a_machine_without_any_seed()
    {
        await hypervisor.RequireAsync();
        var image = "ami-" + Hypervisor.Hex(17);
        if (await hypervisor.ImportAsync("cloud", image) is { } reason) Assert.Skip("reason: " + reason);
        await using var rig = await MachineRig.StartAsync(hypervisor, engine, "--ec2-vm-seed", "false");
        var vpc = await rig.Api.OneAsync(
            "vpcId", "CreateVpc", ("CidrBlock", "10.79.0.0/16"), ("AmazonProvidedIpv6CidrBlock", "true"));
        var block = "";
        await RealNetwork.EventuallyAsync(async () =>
            (block = await rig.Api.OneAsync("ipv6CidrBlock", "DescribeVpcs", ("VpcId.1", vpc))).Length > 0);
        var subnet = await rig.Api.OneAsync("subnetId", "CreateSubnet", ("VpcId", vpc), ("CidrBlock", "10.79.1.0/24"),
            ("Ipv6CidrBlock", block.Replace("/56", "/64", StringComparison.Ordinal)));
        var group = await rig.Api.OneAsync("groupId", "CreateSecurityGroup", ("VpcId", vpc), ("GroupName", "own"),
            ("GroupDescription", "own"));
        var (id, address) = await rig.LaunchAsync(
            subnet, group, "#!/bin/sh\necho done as $(id -un) > /var/user-data\n", image,
            more: ("Ipv6AddressCount", "1"));
        if ((await rig.TagAsync(id, "aws:virga:limitation")).Contains("no fabric", StringComparison.Ordinal))
            Assert.Skip("reason: this machine allows no fabric");

        Assert.Equal(id, await AsDebianAsync("cat /run/cloud-init/.instance-id"));
        Assert.StartsWith(
            "DataSourceEc2", await AsDebianAsync("sudo cat /var/lib/cloud/instance/datasource"),
            StringComparison.Ordinal);
        Assert.Equal("", await AsDebianAsync("sudo blkid -L cidata || true"));
        Assert.Equal($"ip-{address.Replace('.', '-')}", (await AsDebianAsync("hostname")).Split('.')[0]);
        await MachineRig.UntilAsync("user data has run", async () =>
            await AsDebianAsync("cat /var/user-data 2>/dev/null || true") == "done as root");
        Assert.Contains(address + "/24", await AsDebianAsync("ip -4 addr show eth0"), StringComparison.Ordinal);

        // Its IPv6 address by DHCPv6, the way out by the router's announcement.
        var six = await rig.Api.OneAsync("ipv6Address", "DescribeInstances", ("InstanceId.1", id));
        await MachineRig.UntilAsync("it has its IPv6 address", async () =>
            (await AsDebianAsync("ip -6 addr show eth0")).Contains(six + "/128", StringComparison.Ordinal));
        Assert.Contains("via fe80::1 ", await AsDebianAsync("ip -6 route show default"), StringComparison.Ordinal);

        // The hop limit, on a machine that runs.
        foreach (var limit in new[] { "3", "1" })
        {
            await rig.Api.CallAsync(
                "ModifyInstanceMetadataOptions", ("InstanceId", id), ("HttpPutResponseHopLimit", limit));
            var program = Convert.ToBase64String(Encoding.UTF8.GetBytes(HopLimit));
            Assert.Equal(limit, await AsDebianAsync($"echo {program} | base64 -d | sudo python3 -"));
        }

        Task<string> AsDebianAsync(string command) => rig.SshAsync(id, command, "debian");
    }
}
