using Virga.Tests.Ec2.Fleets;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.DedicatedHosts;

/// <summary>Hosts are allocated, filled, bound to and released.</summary>
public sealed class DedicatedHostTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_host_shows_what_fits_and_what_is_on_it()
    {
        var id = Allocate("c5.large");
        var total = Assert.Single(Describe(id).AvailableCapacity!.AvailableInstanceCapacity!).TotalCapacity!.Value;

        var instance = Launch(id);

        var host = Describe(id);
        Assert.Equal(total - 1, Assert.Single(host.AvailableCapacity!.AvailableInstanceCapacity!).AvailableCapacity);
        Assert.Equal(instance.InstanceId, Assert.Single(host.Instances!).InstanceId);
        Assert.Equal(("host", id, "host"),
            (instance.Placement!.Tenancy, instance.Placement.HostId, instance.Placement.Affinity));
    }

    [Fact]
    public void A_full_host_takes_no_more()
    {
        var id = Allocate("c5.18xlarge");
        Launch(id, "c5.18xlarge");

        Assert.Equal("InsufficientHostCapacity", world.Fail("RunInstances", Request(id, "c5.18xlarge")).Code);
    }

    [Fact]
    public void An_instance_that_names_no_host_goes_where_placement_is_automatic()
    {
        Assert.Equal("InsufficientHostCapacity", world.Fail("RunInstances", Request(null)).Code);
        Allocate("c5.large", autoPlacement: "off");
        Assert.Equal("InsufficientHostCapacity", world.Fail("RunInstances", Request(null)).Code);
        var id = Allocate("c5.large");

        Assert.Equal(id, Launch(null).Placement!.HostId);
    }

    [Fact]
    public void A_stopped_instance_stays_bound_to_its_host_and_keeps_it_from_release()
    {
        var id = Allocate("c5.large");
        var instance = Launch(id).InstanceId!;
        FleetCases.Settle(world);
        world.Run<object>("StopInstances", new StopInstancesRequest { InstanceIds = [instance] });
        FleetCases.Settle(world);

        var released = Release(id);

        Assert.Equal("InvalidHost.Occupied", Assert.Single(released.Unsuccessful!).Error!.Code);
        Assert.Empty(Describe(id).Instances!);
        world.Run<object>("StartInstances", new StartInstancesRequest { InstanceIds = [instance] });
        Assert.Single(Describe(id).Instances!);
        world.Run<object>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [instance] });
        FleetCases.Settle(world);
        Assert.Equal(id, Assert.Single(Release(id).Successful!));
        Assert.Equal("released", Describe(id).State);
    }

    [Fact]
    public void Hosts_are_modified_and_unknown_ones_refused()
    {
        var id = Allocate("c5.large");

        var modified = world.Run<ModifyHostsResult>("ModifyHosts", new ModifyHostsRequest
        {
            HostIds = [id, "h-00000000000000001", "h-x"], AutoPlacement = "off", InstanceFamily = "c5",
        });

        Assert.Equal(id, Assert.Single(modified.Successful!));
        Assert.Equal(
            ["InvalidHostID.NotFound", "InvalidHostID.Malformed"],
            modified.Unsuccessful!.ConvertAll(one => one.Error!.Code));
        var host = Describe(id);
        Assert.Equal(("off", "c5", "on"),
            (host.AutoPlacement, host.HostProperties!.InstanceFamily, host.AllowsMultipleInstanceTypes));
        Assert.Empty(world.Run<DescribeMacHostsResult>("DescribeMacHosts", new DescribeMacHostsRequest()).MacHosts!);
    }

    public void Dispose() => world.Dispose();

    private string Allocate(string type, string autoPlacement = "on") =>
        Assert.Single(world.Run<AllocateHostsResult>("AllocateHosts", new AllocateHostsRequest
        {
            InstanceType = type, AvailabilityZone = "us-east-1a", Quantity = 1, AutoPlacement = autoPlacement,
        }).HostIds!);

    private Host Describe(string id) => Assert.Single(world.Run<DescribeHostsResult>(
        "DescribeHosts", new DescribeHostsRequest { HostIds = [id] }).Hosts!);

    private ReleaseHostsResult Release(string id) =>
        world.Run<ReleaseHostsResult>("ReleaseHosts", new ReleaseHostsRequest { HostIds = [id] });

    private Instance Launch(string? host, string type = "c5.large") =>
        world.Run<Reservation>("RunInstances", Request(host, type)).Instances![0];

    private static RunInstancesRequest Request(string? host, string type = "c5.large") => new()
    {
        ImageId = "ami-ubuntu2204", InstanceType = type, MinCount = 1, MaxCount = 1,
        Placement = new() { AvailabilityZone = "us-east-1a", Tenancy = "host", HostId = host },
    };
}
