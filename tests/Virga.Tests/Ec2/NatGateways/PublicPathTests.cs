using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.NatGateways;

/// <summary>A public path out of a VPC: gateway, elastic address, NAT, routes; and how it comes down again.</summary>
public sealed class PublicPathTests
{
    [Fact]
    public void A_nat_gateway_holds_its_address_and_its_route_blackens_with_it()
    {
        using var world = new TestWorld();
        var path = new Path(world);

        var address = Assert.Single(path.Addresses());
        var inUse = world.Fail("ReleaseAddress", new ReleaseAddressRequest { AllocationId = path.AllocationId });
        var detach = world.Fail(
            "DetachInternetGateway",
            new DetachInternetGatewayRequest { InternetGatewayId = path.GatewayId, VpcId = path.VpcId });
        world.Run<DeleteNatGatewayResult>(
            "DeleteNatGateway", new DeleteNatGatewayRequest { NatGatewayId = path.NatId });
        world.Step(TimeSpan.FromSeconds(2));

        Assert.NotNull(address.NetworkInterfaceId);
        Assert.Equal("InvalidIPAddress.InUse", inUse.Code);
        Assert.Equal("DependencyViolation", detach.Code);
        Assert.Null(Assert.Single(path.Addresses()).AssociationId);
        Assert.Equal(
            [("10.0.0.0/16", "active"), ("0.0.0.0/0", "blackhole")],
            path.Table().Routes!.Select(route => (route.DestinationCidrBlock!, route.State!)));
    }

    [Fact]
    public void Everything_comes_down_in_order_and_only_in_order()
    {
        using var world = new TestWorld();
        var path = new Path(world);

        var early = world.Fail("DeleteVpc", new DeleteVpcRequest { VpcId = path.VpcId });
        var subnet = world.Fail("DeleteSubnet", new DeleteSubnetRequest { SubnetId = path.SubnetId });
        world.Run<DeleteNatGatewayResult>(
            "DeleteNatGateway", new DeleteNatGatewayRequest { NatGatewayId = path.NatId });
        world.Step(TimeSpan.FromSeconds(2));
        world.Run<ReleaseAddressResult>(
            "ReleaseAddress", new ReleaseAddressRequest { AllocationId = path.AllocationId });
        world.Run<DetachInternetGatewayResult>(
            "DetachInternetGateway",
            new DetachInternetGatewayRequest { InternetGatewayId = path.GatewayId, VpcId = path.VpcId });
        world.Run<DeleteInternetGatewayResult>(
            "DeleteInternetGateway", new DeleteInternetGatewayRequest { InternetGatewayId = path.GatewayId });
        world.Run<DeleteSubnetResult>("DeleteSubnet", new DeleteSubnetRequest { SubnetId = path.SubnetId });
        world.Run<DeleteVpcResult>("DeleteVpc", new DeleteVpcRequest { VpcId = path.VpcId });

        Assert.Equal($"The vpc '{path.VpcId}' has dependencies and cannot be deleted.", early.Message);
        Assert.Equal($"The subnet '{path.SubnetId}' has dependencies and cannot be deleted.", subnet.Message);
        Assert.DoesNotContain(
            world.Run<DescribeRouteTablesResult>("DescribeRouteTables", new DescribeRouteTablesRequest()).RouteTables!,
            table => table.VpcId == path.VpcId);
    }

    private sealed class Path
    {
        private readonly TestWorld world;

        public Path(TestWorld world)
        {
            this.world = world;
            VpcId = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.0.0.0/16" })
                .Vpc!.VpcId!;
            SubnetId = world.Run<CreateSubnetResult>(
                "CreateSubnet", new CreateSubnetRequest { VpcId = VpcId, CidrBlock = "10.0.1.0/24" }).Subnet!.SubnetId!;
            GatewayId = world.Run<CreateInternetGatewayResult>(
                "CreateInternetGateway", new CreateInternetGatewayRequest()).InternetGateway!.InternetGatewayId!;
            world.Run<AttachInternetGatewayResult>(
                "AttachInternetGateway",
                new AttachInternetGatewayRequest { InternetGatewayId = GatewayId, VpcId = VpcId });
            AllocationId = world.Run<AllocateAddressResult>("AllocateAddress", new AllocateAddressRequest())
                .AllocationId!;
            NatId = world.Run<CreateNatGatewayResult>(
                "CreateNatGateway",
                new CreateNatGatewayRequest { SubnetId = SubnetId, AllocationId = AllocationId })
                .NatGateway!.NatGatewayId!;
            world.Run<CreateRouteResult>("CreateRoute", new CreateRouteRequest
            {
                RouteTableId = Table().RouteTableId,
                DestinationCidrBlock = "0.0.0.0/0",
                NatGatewayId = NatId,
            });
            world.Step(TimeSpan.FromSeconds(2));
        }

        public string VpcId { get; }

        public string SubnetId { get; }

        public string GatewayId { get; }

        public string AllocationId { get; }

        public string NatId { get; }

        public List<Address> Addresses() =>
            world.Run<DescribeAddressesResult>("DescribeAddresses", new DescribeAddressesRequest()).Addresses!;

        public RouteTable Table() => Assert.Single(world.Run<DescribeRouteTablesResult>(
            "DescribeRouteTables",
            new DescribeRouteTablesRequest { Filters = [new() { Name = "vpc-id", Values = [VpcId] }] }).RouteTables!);
    }
}
