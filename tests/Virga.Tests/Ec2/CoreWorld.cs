using Virga.Tests.Ec2.TransitGateways;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// A World that has one of everything that the core of the networking API lists, in use by something.
/// </summary>
internal static class CoreWorld
{
    public static TestWorld Make()
    {
        var world = new TestWorld();
        var vpc = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest
        {
            CidrBlock = "10.0.0.0/16", AmazonProvidedIpv6CidrBlock = true,
        }).Vpc!.VpcId!;
        world.Run<object>("ModifyVpcAttribute", new ModifyVpcAttributeRequest
        {
            VpcId = vpc, EnableDnsHostnames = new() { Value = true },
        });
        var block = world.Run<DescribeVpcsResult>("DescribeVpcs", new DescribeVpcsRequest { VpcIds = [vpc] })
            .Vpcs![0].Ipv6CidrBlockAssociationSet![0].Ipv6CidrBlock!;
        var subnet = world.Run<CreateSubnetResult>("CreateSubnet", new CreateSubnetRequest
        {
            VpcId = vpc, CidrBlock = "10.0.0.0/24", AvailabilityZone = "us-east-1a",
            Ipv6CidrBlock = block.Replace("::/56", "::/64", StringComparison.Ordinal),
        }).Subnet!.SubnetId!;
        var gateway = world.Run<CreateInternetGatewayResult>(
            "CreateInternetGateway", new CreateInternetGatewayRequest()).InternetGateway!.InternetGatewayId!;
        world.Run<object>("AttachInternetGateway", new AttachInternetGatewayRequest
        {
            InternetGatewayId = gateway, VpcId = vpc,
        });
        var list = world.Run<CreateManagedPrefixListResult>(
            "CreateManagedPrefixList",
            new CreateManagedPrefixListRequest
            {
                PrefixListName = "mine", AddressFamily = "IPv4", MaxEntries = 2,
                Entries = [new() { Cidr = "10.9.0.0/16" }],
            }).PrefixList!.PrefixListId!;
        AddGroups(world, vpc, list);
        var eni = AddInterface(world, subnet);
        AddRoutes(world, vpc, subnet, gateway, eni, list);
        AddAcl(world, vpc);
        AddLogs(world, vpc, gateway, eni);
        world.Step(TimeSpan.FromSeconds(2));
        return world;
    }

    private static void AddGroups(TestWorld world, string vpc, string list)
    {
        string Group(string name, string? inVpc) => world.Run<CreateSecurityGroupResult>(
            "CreateSecurityGroup",
            new CreateSecurityGroupRequest { GroupName = name, Description = name, VpcId = inVpc }).GroupId!;
        var one = Group("one", vpc);
        var two = Group("two", vpc);
        List<IpPermission> permissions =
        [
            new()
            {
                IpProtocol = "tcp", FromPort = 80, ToPort = 90, IpRanges = [new() { CidrIp = "10.0.0.0/8" }],
                Ipv6Ranges = [new() { CidrIpv6 = "2001:db8::/32" }],
                PrefixListIds = [new() { PrefixListIdValue = list }],
                UserIdGroupPairs = [new() { GroupId = two }],
            },
        ];
        world.Run<object>("AuthorizeSecurityGroupIngress", new AuthorizeSecurityGroupIngressRequest
        {
            GroupId = one, IpPermissions = permissions,
        });
        world.Run<object>("AuthorizeSecurityGroupEgress", new AuthorizeSecurityGroupEgressRequest
        {
            GroupId = one, IpPermissions = permissions,
        });
        var other = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = "10.5.0.0/16" }).Vpc!;
        world.Run<object>("AssociateSecurityGroupVpc", new AssociateSecurityGroupVpcRequest
        {
            GroupId = two, VpcId = other.VpcId,
        });
    }

    /// <summary>An interface of an instance, with an elastic address and a permission.</summary>
    private static string AddInterface(TestWorld world, string subnet)
    {
        var eni = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-amazonlinux2023", InstanceType = "m5.large", MinCount = 1, MaxCount = 1, SubnetId = subnet,
            Ipv6AddressCount = 1,
        }).Instances![0].NetworkInterfaces![0].NetworkInterfaceId!;
        var address = world.Run<AllocateAddressResult>("AllocateAddress", new AllocateAddressRequest());
        world.Step(TimeSpan.FromSeconds(30));
        world.Run<object>("AssociateAddress", new AssociateAddressRequest
        {
            AllocationId = address.AllocationId, NetworkInterfaceId = eni,
        });
        var free = world.Run<CreateNetworkInterfaceResult>(
            "CreateNetworkInterface", new CreateNetworkInterfaceRequest { SubnetId = subnet, Description = "free" })
            .NetworkInterface!.NetworkInterfaceId!;
        world.Run<object>("CreateNetworkInterfacePermission", new CreateNetworkInterfacePermissionRequest
        {
            NetworkInterfaceId = free, AwsAccountId = "210987654321", Permission = "INSTANCE-ATTACH",
        });
        return eni;
    }

    private static void AddRoutes(
        TestWorld world, string vpc, string subnet, string gateway, string eni, string list)
    {
        var table = world.Run<CreateRouteTableResult>("CreateRouteTable", new CreateRouteTableRequest { VpcId = vpc })
            .RouteTable!.RouteTableId!;
        var edge = world.Run<CreateRouteTableResult>("CreateRouteTable", new CreateRouteTableRequest { VpcId = vpc })
            .RouteTable!.RouteTableId!;
        world.Run<object>("AssociateRouteTable", new AssociateRouteTableRequest
        {
            RouteTableId = table, SubnetId = subnet,
        });
        world.Run<object>("AssociateRouteTable", new AssociateRouteTableRequest
        {
            RouteTableId = edge, GatewayId = gateway,
        });
        void Route(string destination, Action<CreateRouteRequest> target)
        {
            var request = new CreateRouteRequest { RouteTableId = table, DestinationCidrBlock = destination };
            target(request);
            world.Run<object>("CreateRoute", request);
        }

        Route("0.0.0.0/0", one => one.GatewayId = gateway);
        Route("10.10.0.0/16", one => one.InstanceId = InstanceOf(world, eni));
        Route("10.11.0.0/16", one => one.NatGatewayId = AddNat(world, subnet));
        Route("10.12.0.0/16", one => one.VpcPeeringConnectionId = AddPeerings(world, vpc));
        Route("10.13.0.0/16", one => one.TransitGatewayId = AddTransit(world, vpc, subnet));
        world.Run<object>("CreateRoute", new CreateRouteRequest
        {
            RouteTableId = table, DestinationPrefixListId = list, GatewayId = gateway,
        });
        world.Run<object>("CreateRoute", new CreateRouteRequest
        {
            RouteTableId = table, DestinationIpv6CidrBlock = "::/0",
            EgressOnlyInternetGatewayId = world.Run<CreateEgressOnlyInternetGatewayResult>(
                "CreateEgressOnlyInternetGateway", new CreateEgressOnlyInternetGatewayRequest { VpcId = vpc })
                .EgressOnlyInternetGateway!.EgressOnlyInternetGatewayId,
        });
        world.Run<object>("CreateVpcEndpoint", new CreateVpcEndpointRequest
        {
            VpcId = vpc, ServiceName = "com.amazonaws.us-east-1.s3", RouteTableIds = [table],
        });
    }

    private static string InstanceOf(TestWorld world, string eni) => world.Run<DescribeNetworkInterfacesResult>(
        "DescribeNetworkInterfaces", new DescribeNetworkInterfacesRequest { NetworkInterfaceIds = [eni] })
        .NetworkInterfaces![0].Attachment!.InstanceId!;

    private static string AddNat(TestWorld world, string subnet)
    {
        var address = world.Run<AllocateAddressResult>("AllocateAddress", new AllocateAddressRequest());
        var nat = world.Run<CreateNatGatewayResult>("CreateNatGateway", new CreateNatGatewayRequest
        {
            SubnetId = subnet, AllocationId = address.AllocationId,
        }).NatGateway!.NatGatewayId!;
        world.Step(TimeSpan.FromSeconds(2));
        return nat;
    }

    /// <summary>One that is active, which it gives, and one that waits.</summary>
    private static string AddPeerings(TestWorld world, string vpc)
    {
        string Peering(string block)
        {
            var peer = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest { CidrBlock = block }).Vpc!.VpcId;
            return world.Run<CreateVpcPeeringConnectionResult>(
                "CreateVpcPeeringConnection", new CreateVpcPeeringConnectionRequest { VpcId = vpc, PeerVpcId = peer })
                .VpcPeeringConnection!.VpcPeeringConnectionId!;
        }

        Peering("10.21.0.0/16");
        var active = Peering("10.12.0.0/16");
        world.Run<object>("AcceptVpcPeeringConnection", new AcceptVpcPeeringConnectionRequest
        {
            VpcPeeringConnectionId = active,
        });
        return active;
    }

    private static string AddTransit(TestWorld world, string vpc, string subnet)
    {
        var gateway = TransitGatewayTests.NewGateway(world);
        world.Step(TimeSpan.FromSeconds(2));
        world.Run<object>("CreateTransitGatewayVpcAttachment", new CreateTransitGatewayVpcAttachmentRequest
        {
            TransitGatewayId = gateway, VpcId = vpc, SubnetIds = [subnet],
        });
        world.Step(TimeSpan.FromSeconds(2));
        return gateway;
    }

    private static void AddAcl(TestWorld world, string vpc)
    {
        var acl = world.Run<CreateNetworkAclResult>("CreateNetworkAcl", new CreateNetworkAclRequest { VpcId = vpc })
            .NetworkAcl!.NetworkAclId;
        world.Run<object>("CreateNetworkAclEntry", new CreateNetworkAclEntryRequest
        {
            NetworkAclId = acl, RuleNumber = 10, Protocol = "6", RuleAction = "allow", Egress = false,
            CidrBlock = "0.0.0.0/0", PortRange = new() { From = 80, To = 90 },
        });
        world.Run<object>("CreateNetworkAclEntry", new CreateNetworkAclEntryRequest
        {
            NetworkAclId = acl, RuleNumber = 20, Protocol = "58", RuleAction = "deny", Egress = true,
            Ipv6CidrBlock = "::/0", IcmpTypeCode = new() { Type = 128, Code = 0 },
        });
    }

    private static void AddLogs(TestWorld world, string vpc, string gateway, string eni)
    {
        world.Run<object>("CreateFlowLogs", new CreateFlowLogsRequest
        {
            ResourceIds = [vpc], ResourceType = "VPC", TrafficType = "ALL", LogGroupName = "mine",
            DeliverLogsPermissionArn = "arn:aws:iam::123456789012:role/mine",
        });
        var path = world.Run<CreateNetworkInsightsPathResult>(
            "CreateNetworkInsightsPath",
            new CreateNetworkInsightsPathRequest { Source = gateway, Destination = eni, Protocol = "tcp" })
            .NetworkInsightsPath!.NetworkInsightsPathId;
        world.Run<object>("StartNetworkInsightsAnalysis", new StartNetworkInsightsAnalysisRequest
        {
            NetworkInsightsPathId = path,
        });
    }
}
