using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.TrunkInterfaces;

/// <summary>Branches behind trunks, and subscriptions to latencies.</summary>
public sealed class TrunkInterfaceTests
{
    [Fact]
    public void A_branch_is_behind_one_trunk_until_either_goes()
    {
        using var world = new TestWorld();
        var (trunk, branch, association) = (Interface(world, "trunk"), Interface(world, "branch"), "");
        association = world.Run<AssociateTrunkInterfaceResult>("AssociateTrunkInterface", Request(trunk, branch, 7))
            .InterfaceAssociation!.AssociationId!;

        var twice = world.Fail("AssociateTrunkInterface", Request(trunk, branch, 8));
        var wrong = world.Fail("AssociateTrunkInterface", Request(branch, trunk, 8));
        world.Run<object>("DeleteNetworkInterface", new DeleteNetworkInterfaceRequest { NetworkInterfaceId = trunk });
        var gone = world.Fail(
            "DescribeTrunkInterfaceAssociations",
            new DescribeTrunkInterfaceAssociationsRequest { AssociationIds = [association] });

        Assert.Equal("InvalidParameterValue", twice.Code);
        Assert.Equal("InvalidParameterValue", wrong.Code);
        Assert.Equal("InvalidTrunkInterfaceAssociationId.NotFound", gone.Code);
    }

    [Fact]
    public void Subscriptions_are_kept_once_and_no_data_is_made_up()
    {
        using var world = new TestWorld();
        var request = new EnableAwsNetworkPerformanceMetricSubscriptionRequest
        {
            Source = "us-east-1", Destination = "eu-west-1",
        };
        world.Run<object>("EnableAwsNetworkPerformanceMetricSubscription", request);
        world.Run<object>("EnableAwsNetworkPerformanceMetricSubscription", request);

        var all = world.Run<DescribeAwsNetworkPerformanceMetricSubscriptionsResult>(
            "DescribeAwsNetworkPerformanceMetricSubscriptions",
            new DescribeAwsNetworkPerformanceMetricSubscriptionsRequest()).Subscriptions!;
        var data = world.Run<GetAwsNetworkPerformanceDataResult>(
            "GetAwsNetworkPerformanceData", new GetAwsNetworkPerformanceDataRequest
            {
                DataQueries = [new() { Id = "a", Source = "us-east-1", Destination = "eu-west-1" }],
            }).DataResponses!;

        Assert.Equal("aggregate-latency", Assert.Single(all).Metric);
        Assert.Empty(Assert.Single(data).MetricPoints!);
    }

    private static string Interface(TestWorld world, string type)
    {
        var subnet = world.Run<DescribeSubnetsResult>("DescribeSubnets", new DescribeSubnetsRequest()).Subnets![0];
        return world.Run<CreateNetworkInterfaceResult>("CreateNetworkInterface", new CreateNetworkInterfaceRequest
        {
            SubnetId = subnet.SubnetId, InterfaceType = type,
        }).NetworkInterface!.NetworkInterfaceId!;
    }

    private static AssociateTrunkInterfaceRequest Request(string trunk, string branch, int vlan) =>
        new() { TrunkInterfaceId = trunk, BranchInterfaceId = branch, VlanId = vlan };
}
