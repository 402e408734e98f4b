using System.Net;
using Virga.Network;
using Virga.Wire.Ec2;

namespace Virga.Tests.Network.Desired;

/// <summary>Every kind of route target, made by the API: what the state holds, and where packets get.</summary>
public sealed class RouteTests : IDisposable
{
    private const string World = "192.0.2.1";
    private readonly NetworkLab lab = new();
    private readonly string vpc;
    private readonly string subnet;
    private readonly string table;
    private readonly string group;
    private readonly string instance;

    public RouteTests()
    {
        vpc = lab.Vpc("10.0.0.0/16", hasIpv6: true);
        subnet = lab.Subnet(vpc, "10.0.1.0/24");
        table = lab.MainTable(vpc);
        group = lab.Group(vpc);
        lab.Allow(group, "-1", -1, -1, "0.0.0.0/0");
        instance = lab.Launch(subnet, group);
    }

    [Fact]
    public void Inside_the_vpc_the_local_route_is_enough()
    {
        var other = lab.Launch(lab.Subnet(vpc, "10.0.2.0/24"), group);

        var answer = lab.Ask(instance, lab.Address(other));

        Assert.True(answer.IsReachable);
        Assert.Equal(lab.Eni(other), answer.ReachedInterfaceId);
        Assert.Empty(lab.State.RouteTables.Single(one => one.Id == table).Routes);
    }

    [Fact]
    public void An_internet_gateway_needs_a_route_and_a_public_address()
    {
        var gateway = lab.Gateway(vpc);
        Assert.Equal(table, lab.Ask(instance, World).Stop?.ComponentId);

        lab.Route(table, "0.0.0.0/0", route => route.GatewayId = gateway);
        Assert.Equal(gateway, lab.Ask(instance, World).Stop?.ComponentId);
        Assert.Equal(
            [new(IPNetwork.Parse("0.0.0.0/0"), new(FabricRouteTargetKind.InternetGateway, gateway))],
            lab.State.RouteTables.Single(one => one.Id == table).Routes);

        var address = lab.Elastic(lab.Eni(instance));
        Assert.True(lab.Ask(instance, World).IsReachable);
        Assert.Equal(lab.Eni(instance), lab.AskFrom(World, address).ReachedInterfaceId);

        lab.Run<DisassociateAddressResult>(
            "DisassociateAddress", new DisassociateAddressRequest { PublicIp = address });
        Assert.Equal(gateway, lab.Ask(instance, World).Stop?.ComponentId);
    }

    [Fact]
    public void Block_public_access_shuts_the_gateway_but_for_what_is_left_out()
    {
        lab.Route(table, "0.0.0.0/0", route => route.GatewayId = lab.Gateway(vpc));
        var address = lab.Elastic(lab.Eni(instance));
        Mode("block-bidirectional");
        Assert.Equal("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", lab.Ask(instance, World).Stop?.Code);
        Assert.Equal(InternetBlock.Bidirectional, lab.State.Subnets.Single(one => one.Id == subnet).InternetBlock);
        Mode("block-ingress");
        Assert.Equal("VPC_BLOCK_PUBLIC_ACCESS_ENABLED", lab.AskFrom(World, address).Stop?.Code);

        lab.Run<CreateVpcBlockPublicAccessExclusionResult>(
            "CreateVpcBlockPublicAccessExclusion", new CreateVpcBlockPublicAccessExclusionRequest
            {
                SubnetId = subnet, InternetGatewayExclusionMode = "allow-bidirectional",
            });
        Assert.True(lab.Ask(instance, World).IsReachable);
        Assert.True(lab.AskFrom(World, address).IsReachable);

        void Mode(string mode) => lab.Run<ModifyVpcBlockPublicAccessOptionsResult>(
            "ModifyVpcBlockPublicAccessOptions",
            new ModifyVpcBlockPublicAccessOptionsRequest { InternetGatewayBlockMode = mode });
    }

    [Fact]
    public void A_gateways_own_table_leads_what_enters_to_a_middlebox()
    {
        var gateway = lab.Gateway(vpc);
        lab.Route(table, "0.0.0.0/0", route => route.GatewayId = gateway);
        var address = lab.Elastic(lab.Eni(instance));
        var box = lab.Launch(lab.Subnet(vpc, "10.0.2.0/24"), group);
        var entrance = lab.Run<CreateRouteTableResult>(
            "CreateRouteTable", new CreateRouteTableRequest { VpcId = vpc }).RouteTable!.RouteTableId!;
        lab.Run<AssociateRouteTableResult>(
            "AssociateRouteTable", new AssociateRouteTableRequest { RouteTableId = entrance, GatewayId = gateway });
        Assert.True(lab.AskFrom(World, address).IsReachable);

        lab.Route(entrance, "10.0.1.0/24", route => route.NetworkInterfaceId = lab.Eni(box));
        Assert.Equal(lab.Eni(box), lab.AskFrom(World, address).Stop?.ComponentId);
        Assert.Equal("ENI_SOURCE_DEST_CHECK_RESTRICTION", lab.AskFrom(World, address).Stop?.Code);
    }

    [Fact]
    public void An_address_from_launch_goes_with_the_stop_and_an_elastic_one_takes_its_place()
    {
        lab.Run<ModifySubnetAttributeResult>("ModifySubnetAttribute", new ModifySubnetAttributeRequest
        {
            SubnetId = subnet, MapPublicIpOnLaunch = new() { Value = true },
        });
        var gateway = lab.Gateway(vpc);
        lab.Route(table, "0.0.0.0/0", route => route.GatewayId = gateway);
        var open = lab.Launch(subnet, group);
        var given = lab.Instance(open).PublicIpAddress!;
        Assert.Equal(lab.Eni(open), lab.AskFrom(World, given).ReachedInterfaceId);

        var elastic = lab.Elastic(lab.Eni(open));
        Assert.Equal("internet", lab.AskFrom(World, given).Stop?.ComponentId);
        Assert.True(lab.AskFrom(World, elastic).IsReachable);

        lab.Run<StopInstancesResult>("StopInstances", new StopInstancesRequest { InstanceIds = [open] });
        Assert.Equal(lab.Eni(open), lab.AskFrom(World, elastic).Stop?.ComponentId);
    }

    [Fact]
    public void A_public_nat_gateway_translates_and_a_private_one_stays_inside()
    {
        var outside = lab.Subnet(vpc, "10.0.9.0/24");
        var gateway = lab.Gateway(vpc);
        lab.Route(lab.Table(vpc, outside), "0.0.0.0/0", route => route.GatewayId = gateway);
        var nat = lab.Nat(outside, isPublic: true);
        lab.Route(table, "0.0.0.0/0", route => route.NatGatewayId = nat);

        var answer = lab.Ask(instance, World);
        Assert.True(answer.IsReachable);
        Assert.Contains(nat, answer.Steps.Select(step => step.ComponentId));

        lab.Run<ReplaceRouteResult>("ReplaceRoute", new ReplaceRouteRequest
        {
            RouteTableId = table, DestinationCidrBlock = "0.0.0.0/0", NatGatewayId = lab.Nat(outside, isPublic: false),
        });
        Assert.Equal(gateway, lab.Ask(instance, World).Stop?.ComponentId);
    }

    [Fact]
    public void An_answer_that_leaves_by_a_nat_gateway_is_nobodys()
    {
        var outside = lab.Subnet(vpc, "10.0.9.0/24");
        var gateway = lab.Gateway(vpc);
        lab.Route(lab.Table(vpc, outside), "0.0.0.0/0", route => route.GatewayId = gateway);
        var nat = lab.Nat(outside, isPublic: true);
        lab.Route(table, "0.0.0.0/0", route => route.NatGatewayId = nat);

        var answer = lab.AskFrom(World, lab.Elastic(lab.Eni(instance)));
        Assert.False(answer.IsReachable);
        Assert.Equal((nat, true), (answer.Stop?.ComponentId, answer.Stop?.IsReturn));
    }

    [Fact]
    public void A_deleted_nat_gateway_leaves_a_blackhole()
    {
        var nat = lab.Nat(subnet, isPublic: false);
        lab.Route(table, "0.0.0.0/0", route => route.NatGatewayId = nat);
        lab.Run<DeleteNatGatewayResult>("DeleteNatGateway", new DeleteNatGatewayRequest { NatGatewayId = nat });

        Assert.Equal(table, lab.Ask(instance, World).Stop?.ComponentId);
        Assert.Equal("the route 0.0.0.0/0 is a blackhole", lab.Ask(instance, World).Stop?.Text);
        Assert.Empty(lab.State.NatGateways);
    }

    [Fact]
    public void Peering_needs_routes_on_both_sides()
    {
        var far = lab.Vpc("172.16.0.0/16");
        var farGroup = lab.Group(far);
        lab.Allow(farGroup, "tcp", 80, 80, "10.0.0.0/8");
        var target = lab.Launch(lab.Subnet(far, "172.16.1.0/24"), farGroup);
        var peering = lab.Peer(vpc, far);
        Assert.Equal(table, lab.Ask(instance, lab.Address(target)).Stop?.ComponentId);

        lab.Route(table, "172.16.0.0/16", route => route.VpcPeeringConnectionId = peering);
        Assert.Equal(lab.MainTable(far), lab.Ask(instance, lab.Address(target)).Stop?.ComponentId);

        lab.Route(lab.MainTable(far), "10.0.0.0/16", route => route.VpcPeeringConnectionId = peering);
        Assert.True(lab.Ask(instance, lab.Address(target)).IsReachable);

        lab.Run<DeleteVpcPeeringConnectionResult>("DeleteVpcPeeringConnection",
            new DeleteVpcPeeringConnectionRequest { VpcPeeringConnectionId = peering });
        Assert.Equal(table, lab.Ask(instance, lab.Address(target)).Stop?.ComponentId);
    }

    [Fact]
    public void A_nat_instance_works_without_the_source_destination_check()
    {
        var middle = lab.Launch(lab.Subnet(vpc, "10.0.5.0/24"), group);
        lab.Route(table, "0.0.0.0/0", route => route.InstanceId = middle);
        Assert.Equal(lab.Eni(middle), lab.Ask(instance, World).Stop?.ComponentId);
        Assert.StartsWith("source/destination check", lab.Ask(instance, World).Stop?.Text, StringComparison.Ordinal);

        lab.Run<ModifyInstanceAttributeResult>("ModifyInstanceAttribute", new ModifyInstanceAttributeRequest
        {
            InstanceId = middle, SourceDestCheck = new() { Value = false },
        });
        Assert.StartsWith("handed to " + middle, lab.Ask(instance, World).Stop?.Text, StringComparison.Ordinal);
        Assert.False(lab.State.Interfaces.Single(eni => eni.Id == lab.Eni(middle)).HasSourceDestCheck);
    }

    [Fact]
    public void A_prefix_list_is_written_out_and_a_static_route_goes_before()
    {
        var gateway = lab.Gateway(vpc);
        var list = lab.Run<CreateManagedPrefixListResult>("CreateManagedPrefixList", new CreateManagedPrefixListRequest
        {
            PrefixListName = "partners",
            AddressFamily = "IPv4",
            MaxEntries = 5,
            Entries = [new() { Cidr = "192.0.2.0/24" }, new() { Cidr = "198.51.100.0/24" }],
        }).PrefixList!.PrefixListId!;
        lab.Route(table, list, route => route.GatewayId = gateway);
        lab.Route(table, "198.51.100.0/24", route => route.NetworkInterfaceId = lab.Eni(instance));

        Assert.Equal(
            [
                new(IPNetwork.Parse("192.0.2.0/24"), new(FabricRouteTargetKind.InternetGateway, gateway)),
                new(IPNetwork.Parse("198.51.100.0/24"),
                    new(FabricRouteTargetKind.NetworkInterface, lab.Eni(instance))),
            ],
            lab.State.RouteTables.Single(one => one.Id == table).Routes);
    }

    [Fact]
    public void An_egress_only_gateway_lets_ipv6_out_and_nothing_in()
    {
        var block = lab.State.Vpcs.Single(one => one.Id == vpc).Ipv6Cidrs[0];
        var first = new IPNetwork(block.BaseAddress, 64).ToString();
        var wide = lab.Subnet(vpc, "10.0.6.0/24", first);
        var open = lab.Group(vpc);
        lab.Allow(open, new() { IpProtocol = "-1", Ipv6Ranges = [new() { CidrIpv6 = "::/0" }] });
        lab.Run<AuthorizeSecurityGroupEgressResult>("AuthorizeSecurityGroupEgress",
            new AuthorizeSecurityGroupEgressRequest
            {
                GroupId = open,
                IpPermissions = [new() { IpProtocol = "tcp", FromPort = 80, ToPort = 80,
                    Ipv6Ranges = [new() { CidrIpv6 = "::/0" }] }],
            });
        var guest = lab.Launch(wide, open);
        lab.Run<AssignIpv6AddressesResult>("AssignIpv6Addresses", new AssignIpv6AddressesRequest
        {
            NetworkInterfaceId = lab.Eni(guest), Ipv6AddressCount = 1,
        });
        var address = lab.State.Interfaces.Single(eni => eni.Id == lab.Eni(guest)).Ipv6Addresses[0].ToString();
        var gateway = lab.Run<CreateEgressOnlyInternetGatewayResult>("CreateEgressOnlyInternetGateway",
            new CreateEgressOnlyInternetGatewayRequest { VpcId = vpc })
            .EgressOnlyInternetGateway!.EgressOnlyInternetGatewayId!;
        lab.Route(table, "::/0", route => route.EgressOnlyInternetGatewayId = gateway);

        Assert.True(lab.Ask(guest, "2001:db8::1").IsReachable);
        Assert.False(lab.AskFrom("2001:db8::1", address).IsReachable);
        Assert.Equal([new(gateway, vpc)], lab.State.EgressOnlyInternetGateways);
    }

    [Fact]
    public void A_transit_gateway_joins_what_is_attached_and_propagated()
    {
        var far = lab.Vpc("10.9.0.0/16");
        var farSubnet = lab.Subnet(far, "10.9.1.0/24");
        var farGroup = lab.Group(far);
        lab.Allow(farGroup, "tcp", 80, 80, "10.0.0.0/16");
        var target = lab.Launch(farSubnet, farGroup);
        var gateway = lab.Run<CreateTransitGatewayResult>("CreateTransitGateway", new CreateTransitGatewayRequest())
            .TransitGateway!.TransitGatewayId!;
        var near = Attach(gateway, vpc, subnet);
        lab.Route(table, "10.9.0.0/16", route => route.TransitGatewayId = gateway);
        Assert.Equal("TGW_RTB_NO_ROUTE_TO_TGW_ATTACHMENT", lab.Ask(instance, lab.Address(target)).Stop?.Code);

        var other = Attach(gateway, far, farSubnet);
        lab.Route(lab.MainTable(far), "10.0.0.0/16", route => route.TransitGatewayId = gateway);
        var answer = lab.Ask(instance, lab.Address(target));
        Assert.True(answer.IsReachable);
        Assert.Contains(gateway, answer.Steps.Select(step => step.ComponentId));
        var made = Assert.Single(lab.State.TransitGateways);
        Assert.Equal([(near, vpc), (other, far)], made.Attachments.Select(one => (one.Id, one.VpcId)));
        Assert.Equal(
            [new(IPNetwork.Parse("10.0.0.0/16"), near), new(IPNetwork.Parse("10.9.0.0/16"), other)],
            Assert.Single(made.RouteTables).Routes);

        lab.Run<CreateTransitGatewayRouteResult>("CreateTransitGatewayRoute", new CreateTransitGatewayRouteRequest
        {
            TransitGatewayRouteTableId = made.RouteTables[0].Id, DestinationCidrBlock = "10.9.1.0/24", Blackhole = true,
        });
        Assert.Equal(made.RouteTables[0].Id, lab.Ask(instance, lab.Address(target)).Stop?.ComponentId);
    }

    [Fact]
    public void Flow_logs_cover_their_vpc_subnet_or_interface()
    {
        var other = lab.Launch(lab.Subnet(vpc, "10.0.2.0/24"), group);
        string[] logs =
        [
            Log("VPC", vpc, "ALL"), Log("Subnet", subnet, "REJECT"),
            Log("NetworkInterface", lab.Eni(instance), "ACCEPT"),
        ];

        var index = new FabricIndex(lab.State);
        Assert.Equal(
            [(logs[2], FlowLogTraffic.Accepted), (logs[1], FlowLogTraffic.Rejected), (logs[0], FlowLogTraffic.All)],
            index.FlowLogsOf(index.Interfaces[lab.Eni(instance)]).Select(log => (log.Id, log.Traffic)));
        Assert.Equal([logs[0]], index.FlowLogsOf(index.Interfaces[lab.Eni(other)]).Select(log => log.Id));
    }

    [Fact]
    public void What_has_no_packets_here_is_a_blackhole()
    {
        var gateway = lab.Gateway(vpc);
        lab.Route(table, "0.0.0.0/0", route => route.GatewayId = gateway);
        lab.Elastic(lab.Eni(instance));
        Assert.True(lab.Ask(instance, World).IsReachable);

        lab.World.Arrange(change => change.Update<Virga.Ec2.RouteTables.RouteTableRow>(table, row => row with
        {
            Routes = [.. row.Routes, new() { Destination = "192.0.2.0/24", Target = "vgw-0123456789abcdef0" }],
        }));
        Assert.Equal("the route 192.0.2.0/24 is a blackhole", lab.Ask(instance, World).Stop?.Text);
    }

    [Fact]
    public void The_route_table_of_the_subnet_goes_before_the_main_one()
    {
        var gateway = lab.Gateway(vpc);
        lab.Route(table, "0.0.0.0/0", route => route.GatewayId = gateway);
        lab.Elastic(lab.Eni(instance));
        var own = lab.Table(vpc, subnet);

        Assert.Equal(own, lab.State.Subnets.Single(one => one.Id == subnet).RouteTableId);
        Assert.Equal(own, lab.Ask(instance, World).Stop?.ComponentId);
    }

    public void Dispose() => lab.Dispose();

    private string Attach(string gateway, string to, string inSubnet) =>
        lab.Run<CreateTransitGatewayVpcAttachmentResult>("CreateTransitGatewayVpcAttachment",
            new CreateTransitGatewayVpcAttachmentRequest
            {
                TransitGatewayId = gateway, VpcId = to, SubnetIds = [inSubnet],
            }).TransitGatewayVpcAttachment!.TransitGatewayAttachmentId!;

    private string Log(string type, string id, string traffic) =>
        lab.Run<CreateFlowLogsResult>("CreateFlowLogs", new CreateFlowLogsRequest
        {
            ResourceType = type, ResourceIds = [id], TrafficType = traffic, LogDestinationType = "s3",
            LogDestination = "arn:aws:s3:::flows",
        }).FlowLogIds![0];
}
