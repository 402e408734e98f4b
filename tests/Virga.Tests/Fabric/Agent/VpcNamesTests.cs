using System.Net;
using Virga.Fabric.Agent;
using Virga.Network;
using Virga.Tests.Network;

namespace Virga.Tests.Fabric.Agent;

/// <summary>The names that a VPC's resolver knows by itself.</summary>
public sealed class VpcNamesTests
{
    [Theory]
    [InlineData("ip-10-0-1-10.ec2.internal", "10.0.1.10")]
    [InlineData("ip-10-0-200-1.ec2.internal", "10.0.200.1")]
    [InlineData("ip-10-1-0-1.ec2.internal", "")]
    [InlineData("nonsense.ec2.internal", "")]
    [InlineData("ip-10-0-1-10.example.com", null)]
    [InlineData("ec2-198-18-0-1.compute-1.amazonaws.com", "10.0.1.10")]
    [InlineData("ec2-198-18-0-9.compute-1.amazonaws.com", "198.18.0.9")]
    [InlineData("i-1.ec2.internal", "10.0.1.10")]
    [InlineData("db.corp", "10.0.9.9")]
    [InlineData("a.b.corp", "10.0.9.1")]
    public void Names_lead_to_addresses(string name, string? expected)
    {
        var (index, vpc) = Sample();

        var addresses = VpcNames.Resolve(index, vpc, name);

        Assert.Equal(expected, addresses is null ? null : string.Join(' ', addresses));
    }

    [Theory]
    [InlineData("10.1.0.10.in-addr.arpa", "ip-10-0-1-10.ec2.internal")]
    [InlineData("10.1.9.10.in-addr.arpa", null)]
    [InlineData("example.com", null)]
    public void Addresses_lead_to_names(string name, string? expected) =>
        Assert.Equal(expected, VpcNames.Reverse(Sample().Vpc, name));

    private static (FabricIndex Index, FabricVpc Vpc) Sample()
    {
        var topology = new Topology().Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Interface("eni-1", "subnet-1", "10.0.1.10")
            .Elastic("eip-1", "198.18.0.1", "eni-1");
        var vpc = topology.State.Vpcs[0] with
        {
            Dns = new FabricDns
            {
                HasPublicHostnames = true,
                Records =
                [
                    new("i-1.ec2.internal", [IPAddress.Parse("10.0.1.10")]),
                    new("db.corp", [IPAddress.Parse("10.0.9.9")]),
                    new("*.b.corp", [IPAddress.Parse("10.0.9.1")]),
                ],
            },
        };
        topology.Put(new() { Vpcs = [vpc] });
        return (new FabricIndex(topology.State), vpc);
    }
}
