using Virga.Ec2.Instances;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Instances;

/// <summary>A launch goes where it says, or is refused.</summary>
public sealed class LaunchPlacementTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_zone_is_named_by_its_name_or_its_id()
    {
        var id = world.Run<DescribeAvailabilityZonesResult>(
            "DescribeAvailabilityZones", new DescribeAvailabilityZonesRequest { ZoneNames = ["us-east-1c"] })
            .AvailabilityZones![0].ZoneId;

        Assert.Equal("us-east-1c", Launched(one => one.Placement = new() { AvailabilityZoneId = id }).AvailabilityZone);
        Refused("InvalidParameterCombination", "", one =>
            one.Placement = new() { AvailabilityZoneId = id, AvailabilityZone = "us-east-1c" });
        Refused("InvalidParameterValue", "Invalid availability zone: [us-east-1z]", one =>
            one.Placement = new() { AvailabilityZone = "us-east-1z" });
    }

    [Fact]
    public void A_zone_that_is_not_the_subnets_is_refused()
    {
        var (a, b) = (Subnet("us-east-1a"), Subnet("us-east-1b"));

        Refused(
            "InvalidParameterValue",
            $"Value (us-east-1b) for parameter availabilityZone is invalid. Subnet '{a}' is in the availability zone "
            + "us-east-1a",
            one => (one.SubnetId, one.Placement) = (a, new() { AvailabilityZone = "us-east-1b" }));
        Refused("InvalidParameterCombination", "", one => one.NetworkInterfaces =
            [new() { DeviceIndex = 0, SubnetId = a }, new() { DeviceIndex = 1, SubnetId = b }]);
        Assert.Equal("us-east-1a", Launched(one =>
            (one.SubnetId, one.Placement) = (a, new() { AvailabilityZone = "us-east-1a" })).AvailabilityZone);
    }

    [Fact]
    public void A_public_address_is_for_the_only_interface_and_a_new_one()
    {
        var subnet = Subnet("us-east-1a");
        var eni = world.Run<CreateNetworkInterfaceResult>(
            "CreateNetworkInterface", new CreateNetworkInterfaceRequest { SubnetId = subnet })
            .NetworkInterface!.NetworkInterfaceId;

        Refused("InvalidParameterCombination", "", one => one.NetworkInterfaces =
        [
            new() { DeviceIndex = 0, SubnetId = subnet, AssociatePublicIpAddress = true },
            new() { DeviceIndex = 1, SubnetId = subnet },
        ]);
        Refused("InvalidParameterCombination", "", one => one.NetworkInterfaces =
            [new() { DeviceIndex = 0, NetworkInterfaceId = eni, AssociatePublicIpAddress = true }]);
        Assert.Null(Shown(one => one.NetworkInterfaces =
            [new() { DeviceIndex = 0, SubnetId = subnet }, new() { DeviceIndex = 1, SubnetId = subnet }])
            .PublicIpAddress);
        Assert.NotNull(Shown(one => one.NetworkInterfaces = [new() { DeviceIndex = 0, SubnetId = subnet }])
            .PublicIpAddress);
    }

    [Fact]
    public void A_type_is_in_groups_of_its_own_strategies_only()
    {
        world.Run<object>(
            "CreatePlacementGroup", new CreatePlacementGroupRequest { GroupName = "near", Strategy = "cluster" });
        const string Text = "Cluster placement groups are not supported by the 't3.micro' instance type. Specify a "
            + "supported instance type or change the placement group strategy, and try again.";

        Refused("InvalidParameterCombination", Text, one =>
            (one.InstanceType, one.Placement) = ("t3.micro", new() { GroupName = "near" }));
        var grouped = Stopped(one => one.Placement = new() { GroupName = "near" });
        var burstable = Stopped(one => one.InstanceType = "t3.micro");
        Assert.Equal(Text, world.Fail("ModifyInstanceAttribute", new ModifyInstanceAttributeRequest
        {
            InstanceId = grouped, InstanceType = new() { Value = "t3.micro" },
        }).Message);
        Assert.Equal(Text, world.Fail("ModifyInstancePlacement", new ModifyInstancePlacementRequest
        {
            InstanceId = burstable, GroupName = "near",
        }).Message);
    }

    [Fact]
    public void Filters_find_instances_by_what_their_interfaces_are()
    {
        var instance = Launched(one => one.TagSpecifications =
        [
            new() { ResourceType = "network-interface", Tags = [new() { Key = "side", Value = "front" }] },
        ]);
        var other = Launched(_ => { });
        var allocation = world.Run<AllocateAddressResult>("AllocateAddress", new AllocateAddressRequest()).AllocationId;
        world.Step(TimeSpan.FromSeconds(5));
        var association = world.Run<AssociateAddressResult>("AssociateAddress", new AssociateAddressRequest
        {
            AllocationId = allocation, InstanceId = instance.Id,
        }).AssociationId;

        Assert.Equal(instance.Id, Found("association.allocation-id", allocation));
        Assert.Equal(instance.Id, Found("association.association-id", association));
        Assert.Equal(instance.Id, Found("addresses.association.allocation-id", allocation));
        Assert.Equal(instance.Id, Found("addresses.association.association-id", association));
        Assert.Equal(instance.Id, Found("tag-key", "side"));
        Assert.Equal(instance.Id, Found("tag-value", "front"));
        Assert.Equal("", Found("ipv6-native", "true"));
        Assert.Equal("", Found("requester-managed", "true"));
        Assert.Equal($"{instance.Id},{other.Id}", Found("ipv6-native", "false"));

        string Found(string filter, string? value) => string.Join(',', world.Run<DescribeInstancesResult>(
            "DescribeInstances",
            new DescribeInstancesRequest
            {
                Filters = [new() { Name = $"network-interface.{filter}", Values = [value!] }],
            }).Reservations!.SelectMany(one => one.Instances!).Select(one => one.InstanceId));
    }

    public void Dispose() => world.Dispose();

    private void Refused(string code, string text, Action<RunInstancesRequest> with)
    {
        var error = world.Fail("RunInstances", Request(with));
        Assert.Equal(code, error.Code);
        Assert.Contains(text, error.Message, StringComparison.Ordinal);
    }

    private string Subnet(string zone) => world.Run<DescribeSubnetsResult>(
        "DescribeSubnets",
        new DescribeSubnetsRequest { Filters = [new() { Name = "availability-zone", Values = [zone] }] })
        .Subnets![0].SubnetId!;

    private Instance Shown(Action<RunInstancesRequest> with)
    {
        var id = Launched(with).Id;
        return world.Run<DescribeInstancesResult>(
            "DescribeInstances", new DescribeInstancesRequest { InstanceIds = [id] }).Reservations![0].Instances![0];
    }

    private string Stopped(Action<RunInstancesRequest> with)
    {
        var id = Launched(with).Id;
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [id] });
        world.Step(TimeSpan.FromSeconds(5));
        return id;
    }

    private InstanceRow Launched(Action<RunInstancesRequest> with)
    {
        var id = world.Run<Reservation>("RunInstances", Request(with)).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        return world.View.Get<InstanceRow>(id);
    }

    private static RunInstancesRequest Request(Action<RunInstancesRequest> with)
    {
        var request = new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "m5.large", MinCount = 1, MaxCount = 1,
        };
        with(request);
        return request;
    }
}
