using System.Xml.Linq;
using Virga.Tests.Ec2.TransitGateways;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.VpnConnections;

/// <summary>Virtual private gateways, customer gateways and what connects them.</summary>
public sealed class VpnTests
{
    [Fact]
    public void A_gateway_is_attached_shown_and_keeps_its_vpc()
    {
        using var world = new TestWorld();
        var made = world.Run<CreateVpnGatewayResult>(
            "CreateVpnGateway", new CreateVpnGatewayRequest { AvailabilityZone = "us-east-1a", Type = "ipsec.1" })
            .VpnGateway!;
        var (vpc, subnet) = TransitGatewayTests.NewVpc(world, "10.1.0.0/16");

        world.Run<object>("AttachVpnGateway", new AttachVpnGatewayRequest
        {
            VpcId = vpc, VpnGatewayId = made.VpnGatewayId,
        });
        world.Step(TimeSpan.FromSeconds(2));
        var shown = Assert.Single(world.Run<DescribeVpnGatewaysResult>("DescribeVpnGateways",
            new DescribeVpnGatewaysRequest { Filters = [new() { Name = "attachment.vpc-id", Values = [vpc] }] })
            .VpnGateways!);
        world.Run<object>("DeleteSubnet", new DeleteSubnetRequest { SubnetId = subnet });

        // The recording's note "fails silently" is on a clean-up that swallows errors: the VPC stays.
        var held = world.Fail("DeleteVpc", new DeleteVpcRequest { VpcId = vpc });
        var used = world.Fail("DeleteVpnGateway", new DeleteVpnGatewayRequest { VpnGatewayId = made.VpnGatewayId });

        Assert.Null(made.AvailabilityZone);
        Assert.Null(made.Tags);
        Assert.Equal(64512, made.AmazonSideAsn);
        Assert.Equal("available", made.State);
        Assert.Empty(made.VpcAttachments!);
        Assert.Empty(shown.Tags!);
        Assert.Equal(("attached", vpc), (shown.VpcAttachments![0].State, shown.VpcAttachments[0].VpcId));
        Assert.Equal("DependencyViolation", held.Code);
        Assert.Equal(("IncorrectState", "The VPN gateway is in use."), (used.Code, used.Message));
    }

    [Fact]
    public void Static_routes_propagate_into_tables_that_want_them()
    {
        using var world = new TestWorld();
        var (vpc, _) = TransitGatewayTests.NewVpc(world, "10.1.0.0/16");
        var gateway = world.Run<CreateVpnGatewayResult>(
            "CreateVpnGateway", new CreateVpnGatewayRequest { Type = "ipsec.1" }).VpnGateway!.VpnGatewayId!;
        var table = world.Run<CreateRouteTableResult>(
            "CreateRouteTable", new CreateRouteTableRequest { VpcId = vpc }).RouteTable!.RouteTableId!;
        var propagation = new EnableVgwRoutePropagationRequest { GatewayId = gateway, RouteTableId = table };

        var early = world.Fail("EnableVgwRoutePropagation", propagation);
        world.Run<object>("AttachVpnGateway", new AttachVpnGatewayRequest { VpcId = vpc, VpnGatewayId = gateway });
        world.Run<object>("EnableVgwRoutePropagation", propagation);
        var connection = Connect(world, new() { StaticRoutesOnly = true }, gateway, null);
        world.Run<object>("CreateVpnConnectionRoute", new CreateVpnConnectionRouteRequest
        {
            VpnConnectionId = connection, DestinationCidrBlock = "192.168.0.0/16",
        });
        var learnt = Table(world, table);
        world.Run<object>("DetachVpnGateway", new DetachVpnGatewayRequest { VpcId = vpc, VpnGatewayId = gateway });
        world.Step(TimeSpan.FromSeconds(2));

        Assert.Equal("Gateway.NotAttached", early.Code);
        Assert.Equal([gateway], learnt.PropagatingVgws!.Select(one => one.GatewayId));
        var route = learnt.Routes!.Single(one => one.GatewayId == gateway);
        Assert.Equal(
            ("192.168.0.0/16", "EnableVgwRoutePropagation", "active"),
            (route.DestinationCidrBlock, route.Origin, route.State));
        Assert.Empty(Table(world, table).PropagatingVgws!);
        Assert.DoesNotContain(Table(world, table).Routes!, one => one.GatewayId == gateway);
    }

    [Fact]
    public void A_connection_has_two_tunnels_and_a_configuration_that_says_so()
    {
        using var world = new TestWorld();
        var gateway = TransitGatewayTests.NewGateway(world);

        var id = Connect(
            world,
            new()
            {
                TunnelOptions = [new() { TunnelInsideCidr = "169.254.33.0/30", PreSharedKey = "secret_key.1" }],
            },
            null,
            gateway);
        var shown = Shown(world, id);
        var xml = XDocument.Parse(shown.CustomerGatewayConfiguration!);
        var attachment = Assert.Single(world.Run<DescribeTransitGatewayAttachmentsResult>(
            "DescribeTransitGatewayAttachments",
            new DescribeTransitGatewayAttachmentsRequest { Filters = [new() { Name = "resource-id", Values = [id] }] })
            .TransitGatewayAttachments!);
        var taken = world.Fail("ModifyVpnTunnelOptions", new ModifyVpnTunnelOptionsRequest
        {
            VpnConnectionId = id, VpnTunnelOutsideIpAddress = shown.VgwTelemetry![1].OutsideIpAddress,
            TunnelOptions = new() { TunnelInsideCidr = "169.254.33.0/30" },
        });
        world.Run<object>("DeleteVpnConnection", new DeleteVpnConnectionRequest { VpnConnectionId = id });
        world.Step(TimeSpan.FromSeconds(2));

        Assert.Equal("available", shown.State);
        Assert.Equal(2, xml.Root!.Elements("ipsec_tunnel").Count());
        var key = xml.Root.Element("ipsec_tunnel")!.Element("ike")!.Element("pre_shared_key");
        Assert.Equal("secret_key.1", (string?)key);
        Assert.Equal("DOWN", shown.VgwTelemetry[0].Status);
        Assert.Equal(("vpn", "available"), (attachment.ResourceType, attachment.State));
        Assert.Equal("InvalidParameterValue", taken.Code);
        Assert.Equal("deleted", Shown(world, id).State);
    }

    [Fact]
    public void The_same_customer_gateway_again_is_the_one_that_is_there()
    {
        using var world = new TestWorld();
        var request = new CreateCustomerGatewayRequest { Type = "ipsec.1", IpAddress = "203.0.113.7", BgpAsn = 65010 };

        var one = world.Run<CreateCustomerGatewayResult>("CreateCustomerGateway", request).CustomerGateway!;
        var other = world.Run<CreateCustomerGatewayResult>("CreateCustomerGateway", request).CustomerGateway!;

        Assert.Equal(one.CustomerGatewayId, other.CustomerGatewayId);
        Assert.Equal(("65010", "available"), (one.BgpAsn, one.State));
    }

    private static string Connect(
        TestWorld world, VpnConnectionOptionsSpecification options, string? vpnGateway, string? transitGateway)
    {
        var customer = world.Run<CreateCustomerGatewayResult>(
            "CreateCustomerGateway",
            new CreateCustomerGatewayRequest { Type = "ipsec.1", IpAddress = "203.0.113.7", BgpAsn = 65000 })
            .CustomerGateway!.CustomerGatewayId;
        var id = world.Run<CreateVpnConnectionResult>("CreateVpnConnection", new CreateVpnConnectionRequest
        {
            Type = "ipsec.1", CustomerGatewayId = customer, VpnGatewayId = vpnGateway,
            TransitGatewayId = transitGateway, Options = options,
        }).VpnConnection!.VpnConnectionId!;
        world.Step(TimeSpan.FromSeconds(2));
        return id;
    }

    private static VpnConnection Shown(TestWorld world, string id) => Assert.Single(
        world.Run<DescribeVpnConnectionsResult>(
            "DescribeVpnConnections", new DescribeVpnConnectionsRequest { VpnConnectionIds = [id] }).VpnConnections!);

    private static RouteTable Table(TestWorld world, string id) => Assert.Single(
        world.Run<DescribeRouteTablesResult>(
            "DescribeRouteTables", new DescribeRouteTablesRequest { RouteTableIds = [id] }).RouteTables!);
}
