using Virga.Compute;
using Virga.Ec2.Instances;
using Virga.Ec2.NetworkInterfaces;
using Virga.Ec2.Volumes;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Instances;

public sealed class InstanceTests
{
    private static readonly RunInstancesRequest One =
        new() { ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1 };

    [Fact]
    public void A_launch_goes_from_pending_to_running()
    {
        using var world = new TestWorld();

        var launched = Assert.Single(world.Run<Reservation>("RunInstances", One).Instances!);
        world.Step(TimeSpan.FromSeconds(5));
        var running = Describe(world, launched.InstanceId!);

        Assert.Equal(InstanceStateName.Pending, launched.State!.Name);
        Assert.Equal(InstanceStateName.Running, running.State!.Name);
        Assert.Equal(16, running.State.Code);
        Assert.StartsWith("172.31.", running.PrivateIpAddress, StringComparison.Ordinal);
        Assert.NotNull(running.NetworkInterfaces![0].Attachment!.AttachmentId);
        Assert.NotNull(running.BlockDeviceMappings![0].Ebs!.VolumeId);
        Assert.Equal(TestWorld.Account, running.NetworkInterfaces[0].OwnerId);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_runs_an_instance_matches_as_a_tag_and_is_listed_by_a_setting(bool isListed)
    {
        using var world = new TestWorld(Rules.Default with { ShowsBackendTag = isListed });
        var simulated = world.Run<Reservation>("RunInstances", One).Instances![0].InstanceId!;
        var real = world.Run<Reservation>("RunInstances", One).Instances![0].InstanceId!;
        world.Arrange(change => change.Update<InstanceRow>(real, row => row with { Backend = "docker" }));

        var found = world.Run<DescribeInstancesResult>("DescribeInstances", new DescribeInstancesRequest
        {
            Filters = [new() { Name = "tag:ec2_vm_manager", Values = ["docker"] }],
        }).Reservations!.SelectMany(one => one.Instances!).ToList();

        var instance = Assert.Single(found);
        Assert.Equal(real, instance.InstanceId);
        Assert.Equal(isListed, instance.Tags!.Exists(tag => tag is { Key: "ec2_vm_manager", Value: "docker" }));
        Assert.Empty(Describe(world, simulated).Tags!);
    }

    [Fact]
    public void Fifty_at_once_are_fifty_distinct_ones()
    {
        using var world = new TestWorld();

        var instances = world.Run<Reservation>("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 50, MaxCount = 50,
        }).Instances!;

        Assert.Equal(50, instances.Select(one => one.InstanceId).Distinct().Count());
        Assert.Equal(50, instances.Select(one => one.PrivateIpAddress).Distinct().Count());
        Assert.Equal(Enumerable.Range(0, 50), instances.Select(one => one.AmiLaunchIndex!.Value));
    }

    [Fact]
    public void Stop_and_start_keep_the_private_address_and_change_the_public_one()
    {
        using var world = new TestWorld();
        var id = world.Run<Reservation>("RunInstances", One).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));
        var before = Describe(world, id);

        world.Run<StopInstancesResult>("StopInstances", new StopInstancesRequest { InstanceIds = [id] });
        world.Step(TimeSpan.FromSeconds(5));
        var stopped = Describe(world, id);
        world.Run<StartInstancesResult>("StartInstances", new StartInstancesRequest { InstanceIds = [id] });
        world.Step(TimeSpan.FromSeconds(5));
        var after = Describe(world, id);

        Assert.Equal(InstanceStateName.Stopped, stopped.State!.Name);
        Assert.Equal("Client.UserInitiatedShutdown", stopped.StateReason!.Code);
        Assert.Null(stopped.PublicIpAddress);
        Assert.Equal(before.PrivateIpAddress, after.PrivateIpAddress);
        Assert.NotEqual(before.PublicIpAddress, after.PublicIpAddress);
        Assert.Equal(InstanceStateName.Running, after.State!.Name);
    }

    [Fact]
    public void A_terminated_instance_stays_visible_for_an_hour_and_leaves_nothing()
    {
        using var world = new TestWorld();
        var id = world.Run<Reservation>("RunInstances", One).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));

        world.Run<TerminateInstancesResult>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [id] });
        world.Step(TimeSpan.FromSeconds(5));
        var terminated = Describe(world, id);
        world.Step(TimeSpan.FromHours(1));
        var gone = world.Fail("DescribeInstances", new DescribeInstancesRequest { InstanceIds = [id] });

        Assert.Equal(InstanceStateName.Terminated, terminated.State!.Name);
        Assert.Equal("InvalidInstanceID.NotFound", gone.Code);
        Assert.Empty(world.View.Rows<NetworkInterfaceRow>());
        Assert.Empty(world.View.Rows<VolumeRow>());
        Assert.Empty(world.View.At(PublicAddressRow.Pool).Rows<PublicAddressRow>());
    }

    [Fact]
    public void With_instant_transitions_the_final_state_holds_at_once()
    {
        using var world = new TestWorld(Rules.Default with { TransitionScale = 0 });

        var id = world.Run<Reservation>("RunInstances", One).Instances![0].InstanceId!;

        Assert.Equal(InstanceStateName.Running, Describe(world, id).State!.Name);
        Assert.Empty(world.View.Rows<TimerRow>());
    }

    [Fact]
    public void An_unknown_image_is_not_found_and_a_strange_one_malformed()
    {
        using var world = new TestWorld();

        Assert.Equal("InvalidAMIID.NotFound", world.Fail("RunInstances", With("ami-0123456789abcdef0")).Code);
        Assert.Equal("InvalidAMIID.Malformed", world.Fail("RunInstances", With("nonsense")).Code);
    }

    [Fact]
    public void A_type_of_another_architecture_is_refused()
    {
        using var world = new TestWorld();

        var error = world.Fail("RunInstances", new RunInstancesRequest
        {
            ImageId = "ami-ubuntu2204", InstanceType = "m7g.medium", MinCount = 1, MaxCount = 1,
        });

        Assert.Equal("InvalidParameterValue", error.Code);
        Assert.Contains("'arm64'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_text_is_not_given()
    {
        using var world = new TestWorld();
        var request = With("ami-ubuntu2204");
        (request.SubnetId, request.KeyName, request.KernelId, request.RamdiskId) = ("", "", "", "");

        var launched = world.Run<Reservation>("RunInstances", request).Instances!.Single();

        Assert.Null(launched.KeyName);
        Assert.NotNull(launched.SubnetId);
    }

    [Fact]
    public void A_machine_whose_disk_is_gone_ends_and_one_that_fails_otherwise_is_stopped()
    {
        using var world = new TestWorld();
        var lost = world.Run<Reservation>("RunInstances", With("ami-ubuntu2204")).Instances![0].InstanceId!;
        var failed = world.Run<Reservation>("RunInstances", With("ami-ubuntu2204")).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));

        world.Arrange(change => Virga.Ec2.Instances.InstanceLifecycle.Failed(change, change.Get<InstanceRow>(lost),
            new("Server.InternalError", "gone") { IsLost = true }));
        world.Arrange(change => Virga.Ec2.Instances.InstanceLifecycle.Failed(change, change.Get<InstanceRow>(failed),
            new("Server.InternalError", "no space left on device")));

        Assert.Equal(InstanceStateName.Terminated, Describe(world, lost).State!.Name);
        Assert.Equal(InstanceStateName.Stopping, Describe(world, failed).State!.Name);
        world.Arrange(change => Virga.Ec2.Instances.InstanceLifecycle.Arrived(
            change, change.Get<InstanceRow>(failed), Power.Stopped, 1, new()));
        var stopped = Describe(world, failed);
        Assert.Equal(InstanceStateName.Stopped, stopped.State!.Name);
        Assert.Equal("Server.InternalError: no space left on device", stopped.StateReason!.Message);
    }

    [Fact]
    public void Ports_of_the_host_are_told_while_they_lead_to_the_machine()
    {
        using var world = new TestWorld();
        var (stopped, ended) = (Launch(), Launch());
        var reached = new MachineFacts { SshEndpoint = "127.0.0.1:2200", VncEndpoint = "127.0.0.1:5900" };
        foreach (var id in (string[])[stopped, ended])
        {
            world.Arrange(change => Arrive(change, id, Power.Running, reached));
            Assert.Equal(["aws:virga:ssh=127.0.0.1:2200", "aws:virga:vnc=127.0.0.1:5900"], TagsOf(id));
        }

        world.Run<StopInstancesResult>("StopInstances", new StopInstancesRequest { InstanceIds = [stopped] });
        world.Run<object>("TerminateInstances", new TerminateInstancesRequest { InstanceIds = [ended] });
        world.Arrange(change => Arrive(change, stopped, Power.Stopped, new()));
        world.Arrange(change => Arrive(change, ended, Power.Terminated, new()));

        Assert.Empty(TagsOf(stopped));
        Assert.Empty(TagsOf(ended));

        string Launch()
        {
            var id = world.Run<Reservation>("RunInstances", One).Instances![0].InstanceId!;
            world.Step(TimeSpan.FromSeconds(5));
            return id;
        }

        static void Arrive(Change change, string id, Power seen, MachineFacts facts)
        {
            var row = change.Get<InstanceRow>(id);
            Virga.Ec2.Instances.InstanceLifecycle.Arrived(change, row, seen, row.Boot, facts);
        }

        IEnumerable<string> TagsOf(string id) => Describe(world, id).Tags!.Select(tag => $"{tag.Key}={tag.Value}");
    }

    [Theory]
    [InlineData(ShutdownBehavior.Stop, InstanceStateName.Stopped)]
    [InlineData(ShutdownBehavior.Terminate, InstanceStateName.Terminated)]
    public void A_machine_that_powers_itself_off_stops_or_ends_as_its_behaviour_says(string behaviour, string state)
    {
        using var world = new TestWorld();
        var request = With("ami-ubuntu2204");
        request.InstanceInitiatedShutdownBehavior = behaviour;
        var id = world.Run<Reservation>("RunInstances", request).Instances![0].InstanceId!;
        world.Step(TimeSpan.FromSeconds(5));

        world.Arrange(change => InstanceObservation.Apply(
            change, change.Get<InstanceRow>(id), Power.Stopped, isGuestInitiated: true));
        world.Step(TimeSpan.FromSeconds(5));

        var seen = Describe(world, id);
        Assert.Equal(state, seen.State!.Name);
        Assert.Equal("Client.InstanceInitiatedShutdown", seen.StateReason!.Code);
    }

    private static RunInstancesRequest With(string imageId) =>
        new() { ImageId = imageId, InstanceType = "t3.micro", MinCount = 1, MaxCount = 1 };

    private static Instance Describe(TestWorld world, string id) => world.Run<DescribeInstancesResult>(
        "DescribeInstances", new DescribeInstancesRequest { InstanceIds = [id] }).Reservations![0].Instances![0];
}
