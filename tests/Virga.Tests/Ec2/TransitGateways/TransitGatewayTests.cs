using Virga.Ec2.TransitGatewayAttachments;
using Virga.Ec2.TransitGatewayRouteTables;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.TransitGateways;

/// <summary>Transit gateways: states, defaults, routes, peerings, acceptance, and what keeps them.</summary>
public sealed class TransitGatewayTests
{
    [Fact]
    public void A_gateway_has_awss_defaults_and_one_table()
    {
        using var world = new TestWorld();

        var made = world.Run<CreateTransitGatewayResult>("CreateTransitGateway", new CreateTransitGatewayRequest
        {
            Options = new() { AmazonSideAsn = 65000 },
        }).TransitGateway!;
        world.Step(TimeSpan.FromSeconds(2));
        var later = Gateway(world, made.TransitGatewayId!);

        Assert.Equal("pending", made.State);
        Assert.Equal("available", later.State);
        Assert.Equal(65000, later.Options!.AmazonSideAsn);
        Assert.Equal("disable", later.Options.AutoAcceptSharedAttachments);
        Assert.Equal("enable", later.Options.DefaultRouteTableAssociation);
        Assert.Equal("enable", later.Options.DefaultRouteTablePropagation);
        Assert.Equal("enable", later.Options.DnsSupport);
        Assert.Equal("disable", later.Options.MulticastSupport);
        Assert.Equal("disable", later.Options.SecurityGroupReferencingSupport);
        Assert.Equal("enable", later.Options.VpnEcmpSupport);
        Assert.Null(later.Options.TransitGatewayCidrBlocks);
        Assert.NotNull(later.Options.AssociationDefaultRouteTableId);
        Assert.Equal(later.Options.AssociationDefaultRouteTableId, later.Options.PropagationDefaultRouteTableId);
        Assert.Contains(":transit-gateway/tgw-", later.TransitGatewayArn, StringComparison.Ordinal);
    }

    [Fact]
    public void An_attachment_routes_to_the_other_and_ends_as_deleted()
    {
        using var world = new TestWorld();
        var gateway = NewGateway(world);
        var (vpcA, subnetA) = NewVpc(world, "10.1.0.0/16");
        var (vpcB, subnetB) = NewVpc(world, "10.2.0.0/16");
        var a = Attach(world, gateway, vpcA, subnetA);
        var b = Attach(world, gateway, vpcB, subnetB);
        var table = Gateway(world, gateway).Options!.AssociationDefaultRouteTableId!;

        var duplicate = world.Fail("CreateTransitGatewayVpcAttachment", new CreateTransitGatewayVpcAttachmentRequest
        {
            TransitGatewayId = gateway, VpcId = vpcA, SubnetIds = [subnetA],
        });
        var held = world.Fail("DeleteTransitGateway", new DeleteTransitGatewayRequest { TransitGatewayId = gateway });
        var found = Search(world, table, "route-search.longest-prefix-match", "10.2.3.4");
        var from = world.View.Get<TransitGatewayAttachmentRow>(a);
        var path = TransitGatewayRouting.Resolve(world.View, from, "10.2.3.4");
        world.Run<object>("DeleteTransitGatewayVpcAttachment", new DeleteTransitGatewayVpcAttachmentRequest
        {
            TransitGatewayAttachmentId = b,
        });
        world.Step(TimeSpan.FromSeconds(2));

        Assert.Equal("DuplicateTransitGatewayAttachment", duplicate.Code);
        Assert.Equal("IncorrectState", held.Code);
        Assert.Contains("has non-deleted VPC Attachments", held.Message, StringComparison.Ordinal);
        Assert.Equal(("propagated", "active", b), (found[0].Type, found[0].State,
            found[0].TransitGatewayAttachments![0].TransitGatewayAttachmentId));
        Assert.Equal(b, path!.Attachment!.Id);
        Assert.Equal("deleted", Attachment(world, b).State);
        Assert.Empty(Search(world, table, "route-search.exact-match", "10.2.0.0/16"));
        Assert.Equal("associated", Attachment(world, a).Association!.State);
    }

    [Fact]
    public void A_route_of_a_vpc_needs_its_attachment_and_becomes_a_black_hole_without()
    {
        using var world = new TestWorld();
        var gateway = NewGateway(world);
        var (vpc, subnet) = NewVpc(world, "10.1.0.0/16");
        var table = world.Run<CreateRouteTableResult>(
            "CreateRouteTable", new CreateRouteTableRequest { VpcId = vpc }).RouteTable!.RouteTableId!;
        var route = new CreateRouteRequest
        {
            RouteTableId = table, DestinationCidrBlock = "10.0.0.0/8", TransitGatewayId = gateway,
        };

        var early = world.Fail("CreateRoute", route);
        var attachment = Attach(world, gateway, vpc, subnet);
        world.Run<object>("CreateRoute", route);
        var active = RouteState(world, table);
        world.Run<object>("DeleteTransitGatewayVpcAttachment", new DeleteTransitGatewayVpcAttachmentRequest
        {
            TransitGatewayAttachmentId = attachment,
        });
        world.Step(TimeSpan.FromSeconds(2));

        Assert.Equal("InvalidTransitGatewayID.NotFound", early.Code);
        Assert.Equal("active", active);
        Assert.Equal("blackhole", RouteState(world, table));
    }

    [Fact]
    public void The_owner_of_a_gateway_accepts_the_vpc_of_another_account()
    {
        using var world = new TestWorld();
        var gateway = NewGateway(world);
        using var guest = new Guest(world);
        var (vpc, subnet) = guest.NewVpc("10.9.0.0/16");

        var asked = guest.Run<CreateTransitGatewayVpcAttachmentResult>(
            "CreateTransitGatewayVpcAttachment",
            new CreateTransitGatewayVpcAttachmentRequest
            {
                TransitGatewayId = gateway, VpcId = vpc, SubnetIds = [subnet],
            }).TransitGatewayVpcAttachment!;
        var id = asked.TransitGatewayAttachmentId!;
        world.Run<object>("AcceptTransitGatewayVpcAttachment", new AcceptTransitGatewayVpcAttachmentRequest
        {
            TransitGatewayAttachmentId = id,
        });
        world.Step(TimeSpan.FromSeconds(2));
        var again = world.Fail("AcceptTransitGatewayVpcAttachment", new AcceptTransitGatewayVpcAttachmentRequest
        {
            TransitGatewayAttachmentId = id,
        });

        Assert.Equal("pendingAcceptance", asked.State);
        Assert.Equal("available", Attachment(world, id).State);
        Assert.Equal("IncorrectState", again.Code);
        Assert.Equal("available", guest.Run<DescribeTransitGatewayAttachmentsResult>(
            "DescribeTransitGatewayAttachments", new DescribeTransitGatewayAttachmentsRequest())
            .TransitGatewayAttachments![0].State);
    }

    [Fact]
    public void A_peering_waits_is_accepted_and_carries_static_routes()
    {
        using var world = new TestWorld();
        var one = NewGateway(world);
        var other = NewGateway(world);
        var asked = world.Run<CreateTransitGatewayPeeringAttachmentResult>(
            "CreateTransitGatewayPeeringAttachment",
            new CreateTransitGatewayPeeringAttachmentRequest
            {
                TransitGatewayId = one, PeerTransitGatewayId = other, PeerAccountId = TestWorld.Account,
                PeerRegion = "us-east-1",
            }).TransitGatewayPeeringAttachment!;
        world.Step(TimeSpan.FromSeconds(2));
        world.Run<object>("AcceptTransitGatewayPeeringAttachment", new AcceptTransitGatewayPeeringAttachmentRequest
        {
            TransitGatewayAttachmentId = asked.AccepterTransitGatewayAttachmentId,
        });
        world.Step(TimeSpan.FromSeconds(2));
        var table = Gateway(world, one).Options!.AssociationDefaultRouteTableId!;
        var route = world.Run<CreateTransitGatewayRouteResult>("CreateTransitGatewayRoute",
            new CreateTransitGatewayRouteRequest
            {
                TransitGatewayRouteTableId = table, DestinationCidrBlock = "10.50.0.0/16",
                TransitGatewayAttachmentId = asked.TransitGatewayAttachmentId,
            }).Route!;
        var twice = world.Fail("CreateTransitGatewayRoute", new CreateTransitGatewayRouteRequest
        {
            TransitGatewayRouteTableId = table, DestinationCidrBlock = "10.50.0.0/16", Blackhole = true,
        });

        Assert.Equal("initiatingRequest", asked.State);
        Assert.Equal("available", Attachment(world, asked.TransitGatewayAttachmentId!).State);
        Assert.Equal(("static", "active"), (route.Type, route.State));
        Assert.Equal("RouteAlreadyExists", twice.Code);
    }

    [Fact]
    public void Connect_peers_and_multicast_groups_hold_what_they_are_given()
    {
        using var world = new TestWorld();
        var gateway = NewGateway(
            world, new() { MulticastSupport = "enable", TransitGatewayCidrBlocks = ["10.99.0.0/24"] });
        var (vpc, subnet) = NewVpc(world, "10.1.0.0/16");
        var transport = Attach(world, gateway, vpc, subnet);
        var connect = world.Run<CreateTransitGatewayConnectResult>(
            "CreateTransitGatewayConnect",
            new CreateTransitGatewayConnectRequest
            {
                TransportTransitGatewayAttachmentId = transport, Options = new() { Protocol = "gre" },
            }).TransitGatewayConnect!.TransitGatewayAttachmentId!;
        world.Step(TimeSpan.FromSeconds(2));
        var peer = world.Run<CreateTransitGatewayConnectPeerResult>(
            "CreateTransitGatewayConnectPeer",
            new CreateTransitGatewayConnectPeerRequest
            {
                TransitGatewayAttachmentId = connect, PeerAddress = "10.1.0.9",
                InsideCidrBlocks = ["169.254.100.0/29"],
            }).TransitGatewayConnectPeer!;
        var domain = world.Run<CreateTransitGatewayMulticastDomainResult>(
            "CreateTransitGatewayMulticastDomain",
            new CreateTransitGatewayMulticastDomainRequest { TransitGatewayId = gateway })
            .TransitGatewayMulticastDomain!.TransitGatewayMulticastDomainId!;
        world.Run<object>("AssociateTransitGatewayMulticastDomain", new AssociateTransitGatewayMulticastDomainRequest
        {
            TransitGatewayMulticastDomainId = domain, TransitGatewayAttachmentId = transport, SubnetIds = [subnet],
        });
        var held = world.Fail("DeleteTransitGatewayVpcAttachment", new DeleteTransitGatewayVpcAttachmentRequest
        {
            TransitGatewayAttachmentId = transport,
        });

        Assert.Equal("10.99.0.1", peer.ConnectPeerConfiguration!.TransitGatewayAddress);
        Assert.Equal(
            ["169.254.100.2", "169.254.100.3"],
            peer.ConnectPeerConfiguration.BgpConfigurations!.Select(one => one.TransitGatewayAddress));
        Assert.Equal("IncorrectState", held.Code);
    }

    internal static string NewGateway(TestWorld world, TransitGatewayRequestOptions? options = null)
    {
        var id = world.Run<CreateTransitGatewayResult>(
            "CreateTransitGateway", new CreateTransitGatewayRequest { Options = options })
            .TransitGateway!.TransitGatewayId!;
        world.Step(TimeSpan.FromSeconds(2));
        return id;
    }

    internal static (string Vpc, string Subnet) NewVpc(TestWorld world, string block)
    {
        var vpc = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = block }).Vpc!.VpcId!;
        var subnet = world.Run<CreateSubnetResult>(
            "CreateSubnet",
            new CreateSubnetRequest
            {
                VpcId = vpc, CidrBlock = block.Replace("/16", "/24", StringComparison.Ordinal),
            });
        return (vpc, subnet.Subnet!.SubnetId!);
    }

    private static string Attach(TestWorld world, string gateway, string vpc, string subnet)
    {
        var id = world.Run<CreateTransitGatewayVpcAttachmentResult>(
            "CreateTransitGatewayVpcAttachment",
            new CreateTransitGatewayVpcAttachmentRequest
            {
                TransitGatewayId = gateway, VpcId = vpc, SubnetIds = [subnet],
            }).TransitGatewayVpcAttachment!.TransitGatewayAttachmentId!;
        world.Step(TimeSpan.FromSeconds(2));
        return id;
    }

    private static TransitGateway Gateway(TestWorld world, string id) => Assert.Single(
        world.Run<DescribeTransitGatewaysResult>(
            "DescribeTransitGateways", new DescribeTransitGatewaysRequest { TransitGatewayIds = [id] })
            .TransitGateways!);

    private static TransitGatewayAttachment Attachment(TestWorld world, string id) => Assert.Single(
        world.Run<DescribeTransitGatewayAttachmentsResult>(
            "DescribeTransitGatewayAttachments",
            new DescribeTransitGatewayAttachmentsRequest { TransitGatewayAttachmentIds = [id] })
            .TransitGatewayAttachments!);

    private static List<TransitGatewayRoute> Search(TestWorld world, string table, string filter, string value) =>
        world.Run<SearchTransitGatewayRoutesResult>(
            "SearchTransitGatewayRoutes",
            new SearchTransitGatewayRoutesRequest
            {
                TransitGatewayRouteTableId = table, Filters = [new() { Name = filter, Values = [value] }],
            }).Routes!;

    private static string RouteState(TestWorld world, string table) =>
        world.Run<DescribeRouteTablesResult>(
            "DescribeRouteTables", new DescribeRouteTablesRequest { RouteTableIds = [table] })
            .RouteTables![0].Routes!.Single(one => one.TransitGatewayId is not null).State!;

    /// <summary>Another account in the same World.</summary>
    private sealed class Guest(TestWorld world) : IDisposable
    {
        private static readonly Virga.State.Scope Scope = new("210987654321", "us-east-1");

        public TOutput Run<TOutput>(string operation, object input)
        {
            world.Dispatcher.SeedAsync(Scope).AsTask().GetAwaiter().GetResult();
            var api = ServiceApi.Named("ec2")!;
            var output = world.Dispatcher.RunAsync(
                api, api.Find(operation)!, input, Scope, Caller.System(Scope.Account), default, _ => [], default);
            return (TOutput)output.AsTask().GetAwaiter().GetResult();
        }

        public (string Vpc, string Subnet) NewVpc(string block)
        {
            var vpc = Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = block }).Vpc!.VpcId!;
            var subnet = Run<CreateSubnetResult>(
                "CreateSubnet", new CreateSubnetRequest { VpcId = vpc, CidrBlock = block });
            return (vpc, subnet.Subnet!.SubnetId!);
        }

        public void Dispose()
        {
        }
    }
}
