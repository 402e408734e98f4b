using Virga.Server.Fabric;
using Virga.Tests.Network;

namespace Virga.Tests.Server.Fabric;

public sealed class InhabitedNetworkTests
{
    [Fact]
    public void Only_VPCs_with_a_machine_are_made_with_all_that_its_packets_meet()
    {
        var topology = new Topology();
        foreach (var name in new[] { "lived", "empty" })
        {
            topology.Vpc($"vpc-{name}", "10.0.0.0/16").Internet($"igw-{name}", $"vpc-{name}")
                .Routes($"rtb-{name}", $"vpc-{name}", $"0.0.0.0/0 igw-{name}")
                .Subnet($"subnet-{name}", $"vpc-{name}", "10.0.1.0/24", $"rtb-{name}")
                .Group($"sg-{name}", $"vpc-{name}", "tcp/80 0.0.0.0/0")
                .Interface($"eni-{name}", $"subnet-{name}", "10.0.1.10", $"sg-{name}")
                .Interface($"eni-{name}-free", $"subnet-{name}", "10.0.1.11", $"sg-{name}")
                .Elastic($"eip-{name}", "198.18.0.1", $"eni-{name}");
        }

        topology.Attach("eni-lived", "/proc/1/ns/net");
        var network = new InhabitedNetwork();
        var made = network.Of(topology.State);

        string[] ids =
        [
            .. made.Vpcs.Select(one => one.Id), .. made.Subnets.Select(one => one.Id),
            .. made.Interfaces.Select(one => one.Id), .. made.SecurityGroups.Select(one => one.Id),
            .. made.RouteTables.Select(one => one.Id), .. made.InternetGateways.Select(one => one.Id),
            .. made.ElasticAddresses.Select(one => one.Id),
        ];
        Assert.Equal(
            [
                "vpc-lived", "subnet-lived", "eni-lived", "eni-lived-free", "sg-lived", "rtb-lived", "igw-lived",
                "eip-lived",
            ],
            ids);
        Assert.Same(made, network.Of(topology.State));
    }

    [Fact]
    public void Nothing_is_made_when_nobody_runs()
    {
        var topology = new Topology().Vpc("vpc-1", "10.0.0.0/16");
        Assert.Empty(new InhabitedNetwork().Of(topology.State).Vpcs);
    }
}
