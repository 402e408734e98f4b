using System.Collections;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Virga.Tests.Ec2.ClientVpnEndpoints;
using Virga.Tests.Ec2.IpamPrefixListResolvers;
using Virga.Tests.Ec2.Ipams;
using Virga.Tests.Ec2.SecondaryNetworks;
using Virga.Tests.Ec2.TrafficMirrors;
using Virga.Tests.Ec2.TransitGateways;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// Each documented filter of the families of transit gateways, VPNs, IPAM and their neighbours, on a World that has one
/// of each: all values match something or the member is empty, and a value that nobody has matches nothing.
/// </summary>
public sealed class FilterTests
{
    private const string Balancer =
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/mine/0123456789abcdef";

    private static readonly string[] Operations =
    [
        "DescribeTransitGateways", "DescribeTransitGatewayAttachments", "DescribeTransitGatewayVpcAttachments",
        "DescribeTransitGatewayPeeringAttachments", "DescribeTransitGatewayConnects",
        "DescribeTransitGatewayRouteTables", "DescribeTransitGatewayMulticastDomains",
        "DescribeTransitGatewayPolicyTables", "DescribeVpnGateways", "DescribeVpnConnections",
        "DescribeCustomerGateways", "DescribeCarrierGateways", "DescribeIpams", "DescribeIpamScopes",
        "DescribeIpamPools", "DescribeIpamPoolAllocations", "DescribeIpamResourceDiscoveries",
        "DescribeIpamResourceDiscoveryAssociations", "DescribeVpcEndpointServiceConfigurations",
        "DescribeVpcEndpointConnections", "DescribeVpcEndpointConnectionNotifications",
        "DescribeVpcBlockPublicAccessExclusions", "DescribeVpcEncryptionControls", "DescribePublicIpv4Pools",
        "DescribeRouteServers", "DescribeRouteServerEndpoints", "DescribeRouteServerPeers",
        "DescribeTrafficMirrorFilters", "DescribeTrafficMirrorFilterRules", "DescribeTrafficMirrorTargets",
        "DescribeTrafficMirrorSessions", "DescribeClientVpnEndpoints", "DescribeSecondaryNetworks",
        "DescribeSecondarySubnets", "DescribeTransitGatewayMeteringPolicies", "DescribeVpnConcentrators",
        "DescribeIpamExternalResourceVerificationTokens", "DescribeIpamPolicies", "DescribeIpamPrefixListResolvers",
        "DescribeIpamPrefixListResolverTargets",
    ];

    [Fact]
    public void Each_filter_finds_what_is_there_and_nothing_else()
    {
        using var world = Furnished();
        foreach (var operation in Operations)
        {
            var all = Count(world, operation, null, null);
            Assert.True(all > 0, $"{operation} lists nothing.");
            var found = 0;
            foreach (var filter in DocumentedFilters(operation))
            {
                var any = Count(world, operation, filter, "*");
                Assert.InRange(any, 0, all);
                Assert.True(
                    Count(world, operation, filter, "no-such-value") == 0, $"{operation} {filter} finds too much.");
                found += any;
            }

            Assert.True(
                found > 0 || DocumentedFilters(operation).Count == 0, $"{operation} finds nothing by any filter.");
        }
    }

    private static int Count(TestWorld world, string operation, string? filter, string? value)
    {
        var type = typeof(DescribeVpcsRequest).Assembly.GetType($"Virga.Wire.Ec2.{operation}Request", true)!;
        var request = Activator.CreateInstance(type)!;
        if (filter is not null)
            type.GetProperty("Filters")!.SetValue(
                request, new List<Filter> { new() { Name = filter, Values = [value!] } });
        var output = world.Run<object>(operation, request);
        var list = output.GetType().GetProperties().First(one => typeof(IList).IsAssignableFrom(one.PropertyType));
        return ((IList)list.GetValue(output)!).Count;
    }

    internal static TestWorld Furnished()
    {
        var world = new TestWorld();
        var gateway = TransitGatewayTests.NewGateway(
            world, new() { MulticastSupport = "enable", TransitGatewayCidrBlocks = ["10.99.0.0/24"] });
        var other = TransitGatewayTests.NewGateway(world);
        var (vpc, subnet) = TransitGatewayTests.NewVpc(world, "10.1.0.0/16");
        var attachment = world.Run<CreateTransitGatewayVpcAttachmentResult>(
            "CreateTransitGatewayVpcAttachment",
            new CreateTransitGatewayVpcAttachmentRequest
            {
                TransitGatewayId = gateway, VpcId = vpc, SubnetIds = [subnet],
            }).TransitGatewayVpcAttachment!.TransitGatewayAttachmentId;
        world.Step(TimeSpan.FromSeconds(2));
        AddConnect(world, attachment!);
        world.Run<object>("CreateTransitGatewayPeeringAttachment", new CreateTransitGatewayPeeringAttachmentRequest
        {
            TransitGatewayId = gateway, PeerTransitGatewayId = other, PeerAccountId = TestWorld.Account,
            PeerRegion = "us-east-1",
        });
        world.Run<object>("CreateTransitGatewayMulticastDomain", new CreateTransitGatewayMulticastDomainRequest
        {
            TransitGatewayId = gateway,
        });
        world.Run<object>("CreateTransitGatewayPolicyTable", new CreateTransitGatewayPolicyTableRequest
        {
            TransitGatewayId = gateway,
        });
        AddVpn(world, vpc);
        AddIpam(world, vpc);
        AddService(world, vpc, subnet);
        AddRouteServer(world, vpc, subnet);
        TrafficMirrorTests.Session(world);
        ClientVpnTests.Endpoint(world);
        SecondaryNetworkTests.Make(world);
        IpamInsightTests.Furnish(world);
        ResolverTests.Make(world, "10.0.0.0/12");
        MeteringAndConcentratorTests.Policy(world, gateway);
        MeteringAndConcentratorTests.Concentrator(world, gateway);
        world.Step(TimeSpan.FromSeconds(2));
        return world;
    }

    private static void AddConnect(TestWorld world, string transport)
    {
        var connect = world.Run<CreateTransitGatewayConnectResult>(
            "CreateTransitGatewayConnect",
            new CreateTransitGatewayConnectRequest
            {
                TransportTransitGatewayAttachmentId = transport, Options = new() { Protocol = "gre" },
            }).TransitGatewayConnect!.TransitGatewayAttachmentId;
        world.Step(TimeSpan.FromSeconds(2));
        world.Run<object>("CreateTransitGatewayConnectPeer", new CreateTransitGatewayConnectPeerRequest
        {
            TransitGatewayAttachmentId = connect, PeerAddress = "10.1.0.9", InsideCidrBlocks = ["169.254.100.0/29"],
        });
    }

    private static void AddVpn(TestWorld world, string vpc)
    {
        var gateway = world.Run<CreateVpnGatewayResult>(
            "CreateVpnGateway", new CreateVpnGatewayRequest { Type = "ipsec.1" }).VpnGateway!.VpnGatewayId;
        world.Run<object>("AttachVpnGateway", new AttachVpnGatewayRequest { VpcId = vpc, VpnGatewayId = gateway });
        var customer = world.Run<CreateCustomerGatewayResult>(
            "CreateCustomerGateway",
            new CreateCustomerGatewayRequest { Type = "ipsec.1", IpAddress = "203.0.113.7", BgpAsn = 65000 })
            .CustomerGateway!.CustomerGatewayId;
        world.Run<object>("CreateVpnConnection", new CreateVpnConnectionRequest
        {
            Type = "ipsec.1", CustomerGatewayId = customer, VpnGatewayId = gateway,
        });
        world.Run<object>("CreateCarrierGateway", new CreateCarrierGatewayRequest { VpcId = vpc });
    }

    private static void AddIpam(TestWorld world, string vpc)
    {
        var ipam = world.Run<CreateIpamResult>("CreateIpam", new CreateIpamRequest()).Ipam!;
        var pool = world.Run<CreateIpamPoolResult>("CreateIpamPool", new CreateIpamPoolRequest
        {
            IpamScopeId = ipam.PrivateDefaultScopeId, AddressFamily = "ipv4", Locale = "us-east-1",
        }).IpamPool!.IpamPoolId;
        world.Run<object>("ProvisionIpamPoolCidr", new ProvisionIpamPoolCidrRequest
        {
            IpamPoolId = pool, Cidr = "10.0.0.0/8",
        });
        world.Run<object>("AllocateIpamPoolCidr", new AllocateIpamPoolCidrRequest
        {
            IpamPoolId = pool, NetmaskLength = 24,
        });
        world.Run<object>("CreatePublicIpv4Pool", new CreatePublicIpv4PoolRequest());
        world.Run<object>("CreateVpcEncryptionControl", new CreateVpcEncryptionControlRequest { VpcId = vpc });
        world.Run<object>("CreateVpcBlockPublicAccessExclusion", new CreateVpcBlockPublicAccessExclusionRequest
        {
            VpcId = vpc, InternetGatewayExclusionMode = "allow-egress",
        });
    }

    private static void AddService(TestWorld world, string vpc, string subnet)
    {
        var service = world.Run<CreateVpcEndpointServiceConfigurationResult>(
            "CreateVpcEndpointServiceConfiguration",
            new CreateVpcEndpointServiceConfigurationRequest { NetworkLoadBalancerArns = [Balancer] })
            .ServiceConfiguration!;
        world.Run<object>("CreateVpcEndpoint", new CreateVpcEndpointRequest
        {
            VpcId = vpc, ServiceName = service.ServiceName, VpcEndpointType = "Interface", SubnetIds = [subnet],
        });
        world.Run<object>("CreateVpcEndpointConnectionNotification", new CreateVpcEndpointConnectionNotificationRequest
        {
            ServiceId = service.ServiceId, ConnectionNotificationArn = "arn:aws:sns:us-east-1:123456789012:mine",
            ConnectionEvents = ["Accept"],
        });
    }

    private static void AddRouteServer(TestWorld world, string vpc, string subnet)
    {
        var server = world.Run<CreateRouteServerResult>(
            "CreateRouteServer", new CreateRouteServerRequest { AmazonSideAsn = 65100 }).RouteServer!.RouteServerId;
        world.Run<object>("AssociateRouteServer", new AssociateRouteServerRequest
        {
            RouteServerId = server, VpcId = vpc,
        });
        var endpoint = world.Run<CreateRouteServerEndpointResult>(
            "CreateRouteServerEndpoint",
            new CreateRouteServerEndpointRequest { RouteServerId = server, SubnetId = subnet })
            .RouteServerEndpoint!.RouteServerEndpointId;
        world.Run<object>("CreateRouteServerPeer", new CreateRouteServerPeerRequest
        {
            RouteServerEndpointId = endpoint, PeerAddress = "10.1.0.9", BgpOptions = new() { PeerAsn = 65200 },
        });
    }

    private static List<string> DocumentedFilters(string operation, [CallerFilePath] string path = "")
    {
        var models = Path.Combine(Path.GetDirectoryName(path)!, "../../../models/filters.json");
        using var document = JsonDocument.Parse(File.ReadAllBytes(models));
        return document.RootElement.TryGetProperty(operation, out var names)
            ? [.. names.EnumerateArray().Select(name => name.GetString()!)
                .Where(one => !one.StartsWith("tag", StringComparison.Ordinal))]
            : [];
    }
}
