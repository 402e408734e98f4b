using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.SecondaryNetworks;

/// <summary>Networks beside the VPC's, and their subnets.</summary>
public sealed class SecondaryNetworkTests
{
    [Fact]
    public void A_network_stays_while_it_has_subnets_which_do_not_overlap()
    {
        using var world = new TestWorld();
        var (network, subnet) = Make(world);

        var overlap = world.Fail("CreateSecondarySubnet", Subnet(network, "172.30.1.0/25"));
        var outside = world.Fail("CreateSecondarySubnet", Subnet(network, "10.0.0.0/24"));
        var held = world.Fail(
            "DeleteSecondaryNetwork", new DeleteSecondaryNetworkRequest { SecondaryNetworkId = network });
        world.Run<object>("DeleteSecondarySubnet", new DeleteSecondarySubnetRequest { SecondarySubnetId = subnet });
        world.Step(TimeSpan.FromSeconds(2));
        var state = world.Run<DeleteSecondaryNetworkResult>(
            "DeleteSecondaryNetwork", new DeleteSecondaryNetworkRequest { SecondaryNetworkId = network })
            .SecondaryNetwork!.State;
        world.Step(TimeSpan.FromSeconds(2));

        Assert.Equal(
            ("InvalidSubnet.Conflict", "InvalidParameterValue", "DependencyViolation", "delete-in-progress"),
            (overlap.Code, outside.Code, held.Code, state));
        Assert.Empty(world.Run<DescribeSecondaryNetworksResult>(
            "DescribeSecondaryNetworks", new DescribeSecondaryNetworksRequest()).SecondaryNetworks!);
    }

    /// <summary>A network with a subnet.</summary>
    internal static (string Network, string Subnet) Make(TestWorld world)
    {
        var network = world.Run<CreateSecondaryNetworkResult>(
            "CreateSecondaryNetwork",
            new CreateSecondaryNetworkRequest { Ipv4CidrBlock = "172.30.0.0/16", NetworkType = "rdma" })
            .SecondaryNetwork!.SecondaryNetworkId!;
        var subnet = world.Run<CreateSecondarySubnetResult>(
            "CreateSecondarySubnet", Subnet(network, "172.30.1.0/24")).SecondarySubnet!.SecondarySubnetId!;
        world.Step(TimeSpan.FromSeconds(2));
        return (network, subnet);
    }

    private static CreateSecondarySubnetRequest Subnet(string network, string block) =>
        new() { SecondaryNetworkId = network, Ipv4CidrBlock = block, AvailabilityZone = "us-east-1a" };
}
