using Virga.Tests.Ec2.TransitGateways;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.VpcEndpointServices;

/// <summary>Services of users: who may reach them, and how endpoints are let in and kept out.</summary>
public sealed class EndpointServiceTests
{
    private const string Balancer =
        "arn:aws:elasticloadbalancing:us-east-1:123456789012:loadbalancer/net/mine/0123456789abcdef";

    [Fact]
    public void An_endpoint_waits_until_the_owner_accepts_it()
    {
        using var world = new TestWorld();
        var service = NewService(world);
        var endpoint = NewEndpoint(world, service.ServiceName!);
        var waiting = Connection(world);
        var held = world.Run<DeleteVpcEndpointServiceConfigurationsResult>(
            "DeleteVpcEndpointServiceConfigurations",
            new DeleteVpcEndpointServiceConfigurationsRequest { ServiceIds = [service.ServiceId!] });
        var absent = world.Run<AcceptVpcEndpointConnectionsResult>(
            "AcceptVpcEndpointConnections",
            new AcceptVpcEndpointConnectionsRequest
            {
                ServiceId = service.ServiceId, VpcEndpointIds = [endpoint, "vpce-0123456789abcdef0"],
            });
        world.Step(TimeSpan.FromSeconds(2));

        Assert.Equal(("pendingAcceptance", endpoint), (waiting.VpcEndpointState, waiting.VpcEndpointId));
        Assert.Equal("ExistingVpcEndpointConnections", Assert.Single(held.Unsuccessful!).Error!.Code);
        Assert.Equal("vpce-0123456789abcdef0", Assert.Single(absent.Unsuccessful!).ResourceId);
        Assert.Equal("available", Connection(world).VpcEndpointState);
        Assert.EndsWith(
            $".{service.ServiceId}.us-east-1.vpce.amazonaws.com", Connection(world).DnsEntries![0].DnsName,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Principals_are_added_listed_and_removed()
    {
        using var world = new TestWorld();
        var id = NewService(world).ServiceId;
        const string Friend = "arn:aws:iam::210987654321:root";

        var added = world.Run<ModifyVpcEndpointServicePermissionsResult>(
            "ModifyVpcEndpointServicePermissions",
            new ModifyVpcEndpointServicePermissionsRequest { ServiceId = id, AddAllowedPrincipals = [Friend] });
        var shown = world.Run<DescribeVpcEndpointServicePermissionsResult>(
            "DescribeVpcEndpointServicePermissions",
            new DescribeVpcEndpointServicePermissionsRequest { ServiceId = id }).AllowedPrincipals!;

        Assert.Equal((Friend, "Account"), (shown[0].Principal, shown[0].PrincipalType));
        Assert.Equal(shown[0].ServicePermissionId, added.AddedPrincipals![0].ServicePermissionId);
    }

    [Fact]
    public void Notifications_need_a_topic_and_known_events()
    {
        using var world = new TestWorld();
        var id = NewService(world).ServiceId;
        var request = new CreateVpcEndpointConnectionNotificationRequest
        {
            ServiceId = id, ConnectionNotificationArn = "arn:aws:sns:us-east-1:123456789012:mine",
            ConnectionEvents = ["Accept", "Reject"],
        };

        var made = world.Run<CreateVpcEndpointConnectionNotificationResult>(
            "CreateVpcEndpointConnectionNotification", request).ConnectionNotification!;
        request.ConnectionEvents = ["Nonsense"];

        Assert.Equal(("Topic", "Enabled"), (made.ConnectionNotificationType, made.ConnectionNotificationState));
        Assert.Equal("InvalidParameterValue", world.Fail("CreateVpcEndpointConnectionNotification", request).Code);
    }

    private static ServiceConfiguration NewService(TestWorld world) =>
        world.Run<CreateVpcEndpointServiceConfigurationResult>(
            "CreateVpcEndpointServiceConfiguration",
            new CreateVpcEndpointServiceConfigurationRequest { NetworkLoadBalancerArns = [Balancer] })
            .ServiceConfiguration!;

    private static string NewEndpoint(TestWorld world, string service)
    {
        var (vpc, subnet) = TransitGatewayTests.NewVpc(world, "10.0.0.0/16");
        return world.Run<CreateVpcEndpointResult>("CreateVpcEndpoint", new CreateVpcEndpointRequest
        {
            VpcId = vpc, ServiceName = service, VpcEndpointType = "Interface", SubnetIds = [subnet],
        }).VpcEndpoint!.VpcEndpointId!;
    }

    private static VpcEndpointConnection Connection(TestWorld world) => Assert.Single(
        world.Run<DescribeVpcEndpointConnectionsResult>(
            "DescribeVpcEndpointConnections", new DescribeVpcEndpointConnectionsRequest()).VpcEndpointConnections!);
}
