using Virga.Tests.Ec2.TransitGateways;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.NetworkInterfaces;

/// <summary>What a launch says of its interfaces is what they get.</summary>
public sealed class LaunchAddressTests
{
    [Fact]
    public void A_launch_gives_ipv6_addresses_prefixes_and_tracking_times()
    {
        using var world = new TestWorld();
        var subnet = DualStackSubnet(world);

        var eni = Launch(world, new()
        {
            DeviceIndex = 0, SubnetId = subnet, Ipv6AddressCount = 2, PrimaryIpv6 = true, Ipv4PrefixCount = 1,
            SecondaryPrivateIpAddressCount = 1,
            ConnectionTrackingSpecification = new() { TcpEstablishedTimeout = 600 },
        });

        Assert.Equal(2, eni.Ipv6Addresses!.Count);
        Assert.True(eni.Ipv6Addresses[0].IsPrimaryIpv6);
        Assert.Single(eni.Ipv4Prefixes!);
        Assert.Equal(2, eni.PrivateIpAddresses!.Count);
        Assert.Equal(600, eni.ConnectionTrackingConfiguration!.TcpEstablishedTimeout);
    }

    [Fact]
    public void A_subnet_that_gives_ipv6_addresses_gives_one_to_an_instance()
    {
        using var world = new TestWorld();
        var subnet = DualStackSubnet(world);
        world.Run<object>("ModifySubnetAttribute", new ModifySubnetAttributeRequest
        {
            SubnetId = subnet, AssignIpv6AddressOnCreation = new() { Value = true },
        });

        var eni = Launch(world, new() { DeviceIndex = 0, SubnetId = subnet });

        Assert.Single(eni.Ipv6Addresses!);
    }

    [Fact]
    public void Times_out_of_range_and_a_primary_address_without_any_are_refused()
    {
        using var world = new TestWorld();
        var (_, subnet) = TransitGatewayTests.NewVpc(world, "10.1.0.0/16");

        var time = world.Fail("RunInstances", Request(new()
        {
            DeviceIndex = 0, SubnetId = subnet, ConnectionTrackingSpecification = new() { UdpTimeout = 5 },
        }));
        var primary = world.Fail(
            "RunInstances", Request(new() { DeviceIndex = 0, SubnetId = subnet, PrimaryIpv6 = true }));

        Assert.Equal("InvalidParameterValue", time.Code);
        Assert.Equal("InvalidParameterValue", primary.Code);
    }

    private static string DualStackSubnet(TestWorld world)
    {
        var vpc = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest
        {
            CidrBlock = "10.0.0.0/16", AmazonProvidedIpv6CidrBlock = true,
        }).Vpc!;
        var block = world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest { VpcIds = [vpc.VpcId!] })
            .Vpcs![0].Ipv6CidrBlockAssociationSet![0].Ipv6CidrBlock!;
        return world.Run<CreateSubnetResult>("CreateSubnet", new CreateSubnetRequest
        {
            VpcId = vpc.VpcId, CidrBlock = "10.0.0.0/24",
            Ipv6CidrBlock = block.Replace("::/56", "::/64", StringComparison.Ordinal),
        }).Subnet!.SubnetId!;
    }

    private static RunInstancesRequest Request(InstanceNetworkInterfaceSpecification specification) => new()
    {
        ImageId = Image, InstanceType = "m5.large", MinCount = 1, MaxCount = 1, NetworkInterfaces = [specification],
    };

    private const string Image = "ami-amazonlinux2023";

    private static NetworkInterface Launch(TestWorld world, InstanceNetworkInterfaceSpecification specification)
    {
        var instance = world.Run<Reservation>("RunInstances", Request(specification)).Instances![0];
        return world.Run<DescribeNetworkInterfacesResult>(
            "DescribeNetworkInterfaces",
            new DescribeNetworkInterfacesRequest
            {
                NetworkInterfaceIds = [instance.NetworkInterfaces![0].NetworkInterfaceId!],
            }).NetworkInterfaces![0];
    }
}
