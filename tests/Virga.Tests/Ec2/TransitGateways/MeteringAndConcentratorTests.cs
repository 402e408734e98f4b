using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.TransitGateways;

/// <summary>Metering policies and VPN concentrators of transit gateways.</summary>
public sealed class MeteringAndConcentratorTests
{
    [Fact]
    public void A_policy_keeps_its_entries_by_number()
    {
        using var world = new TestWorld();
        var policy = Policy(world, TransitGatewayTests.NewGateway(world));

        world.Run<object>("CreateTransitGatewayMeteringPolicyEntry", Entry(policy, 20));
        world.Run<object>("CreateTransitGatewayMeteringPolicyEntry", Entry(policy, 10));
        var twice = world.Fail("CreateTransitGatewayMeteringPolicyEntry", Entry(policy, 10));
        world.Run<object>(
            "DeleteTransitGatewayMeteringPolicyEntry",
            new DeleteTransitGatewayMeteringPolicyEntryRequest
            {
                TransitGatewayMeteringPolicyId = policy, PolicyRuleNumber = 20,
            });

        Assert.Equal("TransitGatewayMeteringPolicyEntryAlreadyExists", twice.Code);
        var entry = Assert.Single(world.Run<GetTransitGatewayMeteringPolicyEntriesResult>(
            "GetTransitGatewayMeteringPolicyEntries",
            new GetTransitGatewayMeteringPolicyEntriesRequest { TransitGatewayMeteringPolicyId = policy })
            .TransitGatewayMeteringPolicyEntries!);
        Assert.Equal(
            ("10", "10.0.0.0/8", "transit-gateway-owner"),
            (entry.PolicyRuleNumber, entry.MeteringPolicyRule!.SourceCidrBlock, entry.MeteredAccount));
    }

    [Fact]
    public void A_concentrator_is_attached_to_its_gateway_and_stays_while_it_has_connections()
    {
        using var world = new TestWorld();
        var gateway = TransitGatewayTests.NewGateway(world);
        var concentrator = Concentrator(world, gateway);
        var customer = world.Run<CreateCustomerGatewayResult>(
            "CreateCustomerGateway", new CreateCustomerGatewayRequest { Type = "ipsec.1", IpAddress = "203.0.113.7" })
            .CustomerGateway!.CustomerGatewayId;
        var connection = world.Run<CreateVpnConnectionResult>("CreateVpnConnection", new CreateVpnConnectionRequest
        {
            Type = "ipsec.1", CustomerGatewayId = customer, VpnConcentratorId = concentrator,
        }).VpnConnection!;
        world.Step(TimeSpan.FromSeconds(2));

        var held = world.Fail(
            "DeleteVpnConcentrator", new DeleteVpnConcentratorRequest { VpnConcentratorId = concentrator });
        var attachment = world.Run<DescribeTransitGatewayAttachmentsResult>(
            "DescribeTransitGatewayAttachments", new DescribeTransitGatewayAttachmentsRequest())
            .TransitGatewayAttachments![0];
        world.Run<object>(
            "DeleteVpnConnection", new DeleteVpnConnectionRequest { VpnConnectionId = connection.VpnConnectionId });
        world.Step(TimeSpan.FromSeconds(2));
        world.Run<object>(
            "DeleteVpnConcentrator", new DeleteVpnConcentratorRequest { VpnConcentratorId = concentrator });
        world.Step(TimeSpan.FromSeconds(2));

        Assert.Equal("DependencyViolation", held.Code);
        Assert.Equal(concentrator, connection.VpnConcentratorId);
        Assert.Equal(
            ("vpn-concentrator", concentrator, "available"),
            (attachment.ResourceType, attachment.ResourceId, attachment.State));
        Assert.Empty(world.Run<DescribeVpnConcentratorsResult>(
            "DescribeVpnConcentrators", new DescribeVpnConcentratorsRequest()).VpnConcentrators!);
    }

    /// <summary>The metering policy of a gateway.</summary>
    internal static string Policy(TestWorld world, string gateway) =>
        world.Run<CreateTransitGatewayMeteringPolicyResult>(
            "CreateTransitGatewayMeteringPolicy",
            new CreateTransitGatewayMeteringPolicyRequest { TransitGatewayId = gateway })
            .TransitGatewayMeteringPolicy!.TransitGatewayMeteringPolicyId!;

    /// <summary>A concentrator of a gateway.</summary>
    internal static string Concentrator(TestWorld world, string gateway) => world.Run<CreateVpnConcentratorResult>(
        "CreateVpnConcentrator", new CreateVpnConcentratorRequest { Type = "ipsec.1", TransitGatewayId = gateway })
        .VpnConcentrator!.VpnConcentratorId!;

    private static CreateTransitGatewayMeteringPolicyEntryRequest Entry(string policy, int number) => new()
    {
        TransitGatewayMeteringPolicyId = policy, PolicyRuleNumber = number, SourceCidrBlock = "10.0.0.0/8",
        MeteredAccount = "transit-gateway-owner",
    };
}
