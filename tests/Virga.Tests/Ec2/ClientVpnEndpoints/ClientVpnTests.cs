using Virga.Tests.Ec2.TransitGateways;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.ClientVpnEndpoints;

/// <summary>An endpoint, its target networks, routes and rules, and what they keep from being deleted.</summary>
public sealed class ClientVpnTests
{
    private const string Certificate = "arn:aws:acm:us-east-1:123456789012:certificate/0a1b";

    [Fact]
    public void A_target_network_makes_the_endpoint_available_with_a_route_and_an_interface()
    {
        using var world = new TestWorld();
        var (vpc, subnet) = TransitGatewayTests.NewVpc(world, "10.3.0.0/16");
        var id = Endpoint(world);

        var before = Shown(world, id);
        Associate(world, id, subnet);
        var route = Assert.Single(Routes(world, id));
        world.Step(TimeSpan.FromSeconds(2));
        var after = Shown(world, id);

        Assert.Equal("pending-associate", before.Status!.Code);
        Assert.Equal($"*.{id}.prod.clientvpn.us-east-1.amazonaws.com", before.DnsName);
        Assert.Equal(
            ("10.3.0.0/16", "associate", "creating"), (route.DestinationCidr, route.Origin, route.Status!.Code));
        Assert.Equal(("available", vpc), (after.Status!.Code, after.VpcId));
        Assert.Single(after.SecurityGroupIds!);
        Assert.Equal("DependencyViolation", world.Fail(
            "DeleteSubnet", new DeleteSubnetRequest { SubnetId = subnet }).Code);
        Assert.Equal("DependencyViolation", world.Fail(
            "DeleteClientVpnEndpoint", new DeleteClientVpnEndpointRequest { ClientVpnEndpointId = id }).Code);
    }

    [Fact]
    public void Everything_goes_in_the_order_that_it_came_and_nothing_is_left()
    {
        using var world = new TestWorld();
        var (vpc, subnet) = TransitGatewayTests.NewVpc(world, "10.3.0.0/16");
        var id = Endpoint(world);
        var association = Associate(world, id, subnet);
        world.Run<object>("CreateClientVpnRoute", Route(id, subnet));
        world.Run<object>("AuthorizeClientVpnIngress", new AuthorizeClientVpnIngressRequest
        {
            ClientVpnEndpointId = id, TargetNetworkCidr = "0.0.0.0/0", AuthorizeAllGroups = true,
        });
        world.Step(TimeSpan.FromSeconds(2));

        var twice = world.Fail("CreateClientVpnRoute", Route(id, subnet));
        world.Run<object>("RevokeClientVpnIngress", new RevokeClientVpnIngressRequest
        {
            ClientVpnEndpointId = id, TargetNetworkCidr = "0.0.0.0/0", RevokeAllGroups = true,
        });
        world.Run<object>("DisassociateClientVpnTargetNetwork", new DisassociateClientVpnTargetNetworkRequest
        {
            ClientVpnEndpointId = id, AssociationId = association,
        });
        world.Step(TimeSpan.FromSeconds(2));
        Assert.Empty(Routes(world, id));
        Assert.Empty(world.Run<DescribeClientVpnAuthorizationRulesResult>(
            "DescribeClientVpnAuthorizationRules",
            new DescribeClientVpnAuthorizationRulesRequest { ClientVpnEndpointId = id }).AuthorizationRules!);
        world.Run<object>("DeleteClientVpnEndpoint", new DeleteClientVpnEndpointRequest { ClientVpnEndpointId = id });
        world.Step(TimeSpan.FromSeconds(2));
        world.Run<object>("DeleteSubnet", new DeleteSubnetRequest { SubnetId = subnet });
        world.Run<object>("DeleteVpc", new DeleteVpcRequest { VpcId = vpc });

        Assert.Equal("InvalidClientVpnDuplicateRoute", twice.Code);
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        using var world = new TestWorld();
        var (_, subnet) = TransitGatewayTests.NewVpc(world, "10.3.0.0/16");
        var id = Endpoint(world);

        Assert.Equal("InvalidClientVpnActiveAssociationNotFound", world.Fail(
            "CreateClientVpnRoute", Route(id, subnet)).Code);
        Assert.Equal("InvalidClientVpnEndpointAuthorizationRuleNotFound", world.Fail(
            "RevokeClientVpnIngress",
            new RevokeClientVpnIngressRequest { ClientVpnEndpointId = id, TargetNetworkCidr = "10.0.0.0/8" }).Code);
        Assert.Equal("InvalidClientVpnAssociationId.NotFound", world.Fail(
            "DisassociateClientVpnTargetNetwork",
            new DisassociateClientVpnTargetNetworkRequest { ClientVpnEndpointId = id, AssociationId = "x" }).Code);
        Assert.Equal("InvalidClientVpnSubnetId.OverlappingCidr", world.Fail(
            "AssociateClientVpnTargetNetwork",
            new AssociateClientVpnTargetNetworkRequest
            {
                ClientVpnEndpointId = Endpoint(world, "10.0.0.0/12"), SubnetId = subnet,
            }).Code);
        Assert.Contains("proto udp\n", world.Run<ExportClientVpnClientConfigurationResult>(
            "ExportClientVpnClientConfiguration",
            new ExportClientVpnClientConfigurationRequest { ClientVpnEndpointId = id }).ClientConfiguration!,
            StringComparison.Ordinal);
    }

    /// <summary>An endpoint that waits for its first target network.</summary>
    internal static string Endpoint(TestWorld world, string block = "172.20.0.0/20") =>
        world.Run<CreateClientVpnEndpointResult>("CreateClientVpnEndpoint", new CreateClientVpnEndpointRequest
        {
            ClientCidrBlock = block, ServerCertificateArn = Certificate,
            AuthenticationOptions =
            [
                new()
                {
                    Type = "certificate-authentication",
                    MutualAuthentication = new() { ClientRootCertificateChainArn = Certificate },
                },
            ],
            ConnectionLogOptions = new() { Enabled = false },
        }).ClientVpnEndpointId!;

    private static string Associate(TestWorld world, string id, string subnet) =>
        world.Run<AssociateClientVpnTargetNetworkResult>(
            "AssociateClientVpnTargetNetwork",
            new AssociateClientVpnTargetNetworkRequest { ClientVpnEndpointId = id, SubnetId = subnet }).AssociationId!;

    private static CreateClientVpnRouteRequest Route(string id, string subnet) =>
        new() { ClientVpnEndpointId = id, DestinationCidrBlock = "0.0.0.0/0", TargetVpcSubnetId = subnet };

    private static List<ClientVpnRoute> Routes(TestWorld world, string id) => world.Run<DescribeClientVpnRoutesResult>(
        "DescribeClientVpnRoutes", new DescribeClientVpnRoutesRequest { ClientVpnEndpointId = id }).Routes!;

    private static ClientVpnEndpoint Shown(TestWorld world, string id) =>
        world.Run<DescribeClientVpnEndpointsResult>(
            "DescribeClientVpnEndpoints",
            new DescribeClientVpnEndpointsRequest { ClientVpnEndpointIds = [id] }).ClientVpnEndpoints![0];
}
