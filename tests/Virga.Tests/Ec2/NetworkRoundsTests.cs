using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2;

/// <summary>
/// Twenty rounds of ten callers at a time: each makes a network of its own with all kinds of gateways, and deletes it.
/// No call fails, all invariants hold after each change, and nothing is left behind.
/// </summary>
public sealed class NetworkRoundsTests
{
    private const int Rounds = 20;
    private const int Callers = 10;

    [Fact]
    public async Task Ten_at_a_time_leave_nothing_behind()
    {
        using var world = new TestWorld(Rules.Default with { TransitionScale = 0 });
        var shared = Shared(world);
        var before = Count(world);

        for (var round = 0; round < Rounds; round++)
        {
            var number = round;
            await Task.WhenAll(Enumerable.Range(0, Callers)
                .Select(caller => Task.Run(() => MakeAndDelete(world, shared, caller, number))));
        }

        // What is deleted is shown for hours.
        world.Step(TimeSpan.FromHours(3));
        Assert.Equal(before, Count(world));
    }

    private static (string TransitGateway, string Pool) Shared(TestWorld world)
    {
        var gateway = world.Run<CreateTransitGatewayResult>(
            "CreateTransitGateway", new CreateTransitGatewayRequest()).TransitGateway!.TransitGatewayId!;
        var ipam = world.Run<CreateIpamResult>("CreateIpam", new CreateIpamRequest()).Ipam!;
        var pool = world.Run<CreateIpamPoolResult>("CreateIpamPool", new CreateIpamPoolRequest
        {
            IpamScopeId = ipam.PrivateDefaultScopeId, AddressFamily = "ipv4", Locale = "us-east-1",
        }).IpamPool!.IpamPoolId!;
        world.Run<object>("ProvisionIpamPoolCidr", new ProvisionIpamPoolCidrRequest
        {
            IpamPoolId = pool, Cidr = "10.0.0.0/8",
        });
        return (gateway, pool);
    }

    private static void MakeAndDelete(
        TestWorld world, (string TransitGateway, string Pool) shared, int caller, int round)
    {
        var vpc = world.Run<CreateVpcResult>("CreateVpc", new CreateVpcRequest
        {
            Ipv4IpamPoolId = shared.Pool, Ipv4NetmaskLength = 20, AmazonProvidedIpv6CidrBlock = caller % 2 == 0,
        }).Vpc!;
        var id = vpc.VpcId!;
        var block = vpc.CidrBlock!.Replace("/20", "/24", StringComparison.Ordinal);
        var subnet = world.Run<CreateSubnetResult>(
            "CreateSubnet", new CreateSubnetRequest { VpcId = id, CidrBlock = block }).Subnet!.SubnetId!;
        var attachment = world.Run<CreateTransitGatewayVpcAttachmentResult>(
            "CreateTransitGatewayVpcAttachment",
            new CreateTransitGatewayVpcAttachmentRequest
            {
                TransitGatewayId = shared.TransitGateway, VpcId = id, SubnetIds = [subnet],
            }).TransitGatewayVpcAttachment!.TransitGatewayAttachmentId!;
        var gateway = world.Run<CreateCarrierGatewayResult>(
            "CreateCarrierGateway", new CreateCarrierGatewayRequest { VpcId = id }).CarrierGateway!.CarrierGatewayId!;
        var table = world.Run<CreateRouteTableResult>(
            "CreateRouteTable", new CreateRouteTableRequest { VpcId = id }).RouteTable!.RouteTableId!;
        world.Run<object>("CreateRoute", new CreateRouteRequest
        {
            RouteTableId = table, DestinationCidrBlock = "172.16.0.0/12", TransitGatewayId = shared.TransitGateway,
        });
        var connection = Connect(world, shared.TransitGateway, caller, round);
        var exclusion = world.Run<CreateVpcBlockPublicAccessExclusionResult>(
            "CreateVpcBlockPublicAccessExclusion",
            new CreateVpcBlockPublicAccessExclusionRequest
            {
                SubnetId = subnet, InternetGatewayExclusionMode = "allow-egress",
            }).VpcBlockPublicAccessExclusion!.ExclusionId!;

        world.Run<object>("DeleteVpcBlockPublicAccessExclusion", new DeleteVpcBlockPublicAccessExclusionRequest
        {
            ExclusionId = exclusion,
        });
        world.Run<object>("DeleteVpnConnection", new DeleteVpnConnectionRequest
        {
            VpnConnectionId = connection.VpnConnectionId,
        });
        world.Run<object>("DeleteCustomerGateway", new DeleteCustomerGatewayRequest
        {
            CustomerGatewayId = connection.CustomerGatewayId,
        });
        world.Run<object>("DeleteRouteTable", new DeleteRouteTableRequest { RouteTableId = table });
        world.Run<object>("DeleteCarrierGateway", new DeleteCarrierGatewayRequest { CarrierGatewayId = gateway });
        world.Run<object>("DeleteTransitGatewayVpcAttachment", new DeleteTransitGatewayVpcAttachmentRequest
        {
            TransitGatewayAttachmentId = attachment,
        });
        world.Run<object>("DeleteSubnet", new DeleteSubnetRequest { SubnetId = subnet });
        world.Run<object>("DeleteVpc", new DeleteVpcRequest { VpcId = id });
    }

    private static VpnConnection Connect(TestWorld world, string transitGateway, int caller, int round)
    {
        var customer = world.Run<CreateCustomerGatewayResult>(
            "CreateCustomerGateway",
            new CreateCustomerGatewayRequest
            {
                Type = "ipsec.1", IpAddress = $"203.0.113.{caller}", BgpAsn = 65000 + round,
            }).CustomerGateway!.CustomerGatewayId!;
        return world.Run<CreateVpnConnectionResult>("CreateVpnConnection", new CreateVpnConnectionRequest
        {
            Type = "ipsec.1", CustomerGatewayId = customer, TransitGatewayId = transitGateway,
        }).VpnConnection!;
    }

    private static SortedDictionary<string, int> Count(TestWorld world)
    {
        var counts = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var scope in world.View.Scopes)
            foreach (var table in world.View.Partition(scope).Tables)
                if (table.Count > 0) counts[$"{scope}/{table.Kind.Name}"] = table.Count;
        return counts;
    }
}
