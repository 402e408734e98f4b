using Virga.Compute;
using Virga.Ec2.InstanceEvents;
using Virga.Ec2.Instances;
using Virga.Wire.Ec2;
using InstanceLifecycle = Virga.Ec2.Instances.InstanceLifecycle;

namespace Virga.Tests.Ec2.InstanceEvents;

public sealed class SpotInterruptionTests : IDisposable
{
    private const string Id = "i-0123456789abcdef0";

    private readonly TestWorld world = new();

    public SpotInterruptionTests() => world.Arrange(change => change.Put(new InstanceRow(Id)
    {
        ReservationId = "r-1", LaunchIndex = 0, ImageId = "ami-1", InstanceType = "t3.micro", LaunchTime = change.Now,
        UsageOperationUpdateTime = change.Now, State = InstanceStateName.Running, Desired = Power.Running,
        Backend = "mock", AvailabilityZone = "us-east-1a", RootDeviceName = "/dev/xvda", Architecture = "x86_64",
        PlatformDetails = "Linux/UNIX", UsageOperation = "RunInstances", Lifecycle = "spot",
    }));

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("terminate", InstanceStateName.Terminated, "Server.SpotInstanceTermination")]
    [InlineData("stop", InstanceStateName.Stopped, "Server.SpotInstanceShutdown")]
    public void Recommendation_then_notice_two_minutes_before_then_the_end(string action, string end, string reason)
    {
        Interrupt(action, TimeSpan.FromMinutes(5));
        Assert.Equal((world.Clock.GetUtcNow(), null), (Events.RebalanceNotice, Events.Spot));

        world.Step(TimeSpan.FromMinutes(3));
        Assert.Equal(new SpotNotice(action, world.Clock.GetUtcNow().AddMinutes(2)), Events.Spot);
        Assert.Equal(InstanceStateName.Running, Row.State);

        world.Step(TimeSpan.FromMinutes(2));
        world.Step(TimeSpan.FromSeconds(5));
        Assert.Equal((end, reason), (Row.State, Row.StateReasonCode));
        Assert.StartsWith("Service initiated (", Row.StateTransitionReason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mock", true)]
    [InlineData("libvirt", true)]
    [InlineData("docker", false)]
    public void A_hibernation_begins_with_its_notice_and_keeps_the_memory_where_it_can(string backend, bool isKept)
    {
        world.Arrange(change => change.Update<InstanceRow>(Id, row => row with { Backend = backend }));
        Interrupt("hibernate", TimeSpan.Zero);
        Assert.Equal("hibernate", Events.Spot!.Action);
        world.Step(TimeSpan.FromMilliseconds(1));
        Assert.NotEqual(InstanceStateName.Running, Row.State);
        Assert.Equal((isKept, "Server.SpotInstanceShutdown"), (Row.IsHibernating, Row.StateReasonCode));
        Assert.Equal(isKept, MachinePlan.Of(Row, world.View).IsHibernating);
    }

    [Fact]
    public void A_stop_by_the_spot_service_keeps_no_memory()
    {
        Interrupt("stop", TimeSpan.Zero);
        world.Step(TimeSpan.FromMinutes(2));
        Assert.False(Row.IsHibernating);
        world.Step(TimeSpan.FromSeconds(5));
        Assert.Equal(InstanceStateName.Stopped, Row.State);
    }

    [Fact]
    public void Only_a_running_spot_instance_is_interrupted()
    {
        world.Arrange(change => change.Update<InstanceRow>(Id, row => row with { Lifecycle = null }));
        var error = Assert.Throws<Virga.Service.AwsException>(() => Interrupt("stop", TimeSpan.Zero));
        Assert.Equal("InvalidParameterValue", error.Code);
    }

    [Fact]
    public void A_scheduled_event_is_described_and_can_be_moved_before_its_deadline()
    {
        var now = world.Clock.GetUtcNow();
        world.Arrange(change => InstanceEventPlan.Schedule(change, change.Get<InstanceRow>(Id), new ScheduledEvent(
            "instance-event-1", "system-reboot", "reboot", "active", now.AddDays(1), now.AddDays(1).AddHours(1),
            now.AddDays(3))));
        var shown = Assert.Single(Status().Events!);
        Assert.Equal(("instance-event-1", "system-reboot"), (shown.InstanceEventId, shown.Code));

        var moved = world.Run<ModifyInstanceEventStartTimeResult>("ModifyInstanceEventStartTime",
            new ModifyInstanceEventStartTimeRequest
            {
                InstanceId = Id, InstanceEventId = "instance-event-1", NotBefore = now.AddDays(2),
            });
        Assert.Equal((now.AddDays(2), now.AddDays(2).AddHours(1)), (moved.Event!.NotBefore, moved.Event.NotAfter));
        Assert.Equal("InvalidParameterValue", world.Fail("ModifyInstanceEventStartTime",
            new ModifyInstanceEventStartTimeRequest
            {
                InstanceId = Id, InstanceEventId = "instance-event-1", NotBefore = now.AddDays(4),
            }).Code);

        world.Arrange(change => InstanceEventPlan.Replace(
            change, change.Get<InstanceRow>(Id), "instance-event-1", old => old with { State = "completed" }));
        Assert.Equal("[Completed] reboot", Assert.Single(Status().Events!).Description);
    }

    [Theory]
    [InlineData("system-reboot", InstanceStateName.Running, 2, null)]
    [InlineData("instance-reboot", InstanceStateName.Running, 2, null)]
    [InlineData("instance-stop", InstanceStateName.Stopped, 1, "Server.ScheduledStop")]
    [InlineData("instance-retirement", InstanceStateName.Stopped, 1, "Server.ScheduledStop")]
    public void A_scheduled_event_comes_true_at_its_start_and_is_history_then(
        string code, string state, long boot, string? reason)
    {
        Plan(code);
        world.Step(TimeSpan.FromHours(23));
        Assert.Equal((InstanceStateName.Running, 1), (Row.State, Row.Boot));
        world.Step(TimeSpan.FromHours(1));
        world.Step(TimeSpan.FromSeconds(10));
        Assert.Equal((state, boot, reason), (Row.State, Row.Boot, Row.StateReasonCode));
        Assert.Equal("completed", Assert.Single(Events.Scheduled).State);
    }

    [Fact]
    public void Maintenance_is_over_at_its_end_and_disturbs_nothing()
    {
        Plan("system-maintenance");
        world.Step(TimeSpan.FromHours(24.5));
        Assert.Equal("active", Assert.Single(Events.Scheduled).State);
        world.Step(TimeSpan.FromHours(1));
        Assert.Equal("completed", Assert.Single(Events.Scheduled).State);
        Assert.Equal((InstanceStateName.Running, 1), (Row.State, Row.Boot));
    }

    [Fact]
    public void A_moved_event_comes_true_at_its_new_time_and_a_cancelled_one_never()
    {
        var now = world.Clock.GetUtcNow();
        Plan("instance-stop");
        world.Run<ModifyInstanceEventStartTimeResult>("ModifyInstanceEventStartTime",
            new ModifyInstanceEventStartTimeRequest
            {
                InstanceId = Id, InstanceEventId = "instance-event-1", NotBefore = now.AddDays(2),
            });
        world.Step(TimeSpan.FromHours(30));
        Assert.Equal(InstanceStateName.Running, Row.State);
        world.Arrange(change => InstanceEventPlan.Replace(
            change, change.Get<InstanceRow>(Id), "instance-event-1", old => old with { State = "canceled" }));
        world.Step(TimeSpan.FromDays(3));
        Assert.Equal(InstanceStateName.Running, Row.State);
    }

    [Fact]
    public void A_start_leaves_nothing_of_the_notice_and_is_the_move_that_a_retirement_asked_for()
    {
        Plan("instance-retirement");
        Interrupt("stop", TimeSpan.Zero);
        world.Step(TimeSpan.FromMinutes(2));
        world.Step(TimeSpan.FromSeconds(10));
        Assert.Equal(InstanceStateName.Stopped, Row.State);
        world.Arrange(change => InstanceLifecycle.AskStart(change, change.Get<InstanceRow>(Id)));
        world.Step(TimeSpan.FromSeconds(10));
        Assert.Equal((InstanceStateName.Running, null, null), (Row.State, Events.Spot, Events.RebalanceNotice));
        Assert.Equal("completed", Assert.Single(Events.Scheduled).State);
        world.Step(TimeSpan.FromDays(2));
        Assert.Equal(InstanceStateName.Running, Row.State);
    }

    [Theory]
    [InlineData("event.not-before", "2026-11-22T09:00:00.000Z", 1)]
    [InlineData("event.not-after", "2026-11-22T10:00:00.000Z", 1)]
    [InlineData("event.not-before-deadline", "2026-11-25T09:00:00.000Z", 1)]
    [InlineData("event.not-before", "2026-11-22T*", 1)]
    [InlineData("event.not-before", "2026-11-22T09:00:01.000Z", 0)]
    public void Times_of_events_are_filtered_as_AWS_writes_them(string name, string value, int count)
    {
        Plan("system-reboot");
        Assert.Equal(count, world.Run<DescribeInstanceStatusResult>(
            "DescribeInstanceStatus", new DescribeInstanceStatusRequest
            {
                Filters = [new() { Name = name, Values = [value] }],
            }).InstanceStatuses!.Count);
    }

    private PlannedEvents Events => Row.Events!;

    private InstanceRow Row => world.View.Get<InstanceRow>(Id);

    /// <summary>In a day, for an hour.</summary>
    private void Plan(string code)
    {
        var start = world.Clock.GetUtcNow().AddDays(1);
        world.Arrange(change => InstanceEventPlan.Schedule(change, change.Get<InstanceRow>(Id), new ScheduledEvent(
            "instance-event-1", code, code, "active", start, start.AddHours(1), start.AddDays(3))));
    }

    private void Interrupt(string action, TimeSpan delay) => world.Arrange(change => InstanceEventPlan.Interrupt(
        change, change.Get<InstanceRow>(Id), action, delay, InstanceEventPlan.NoticePeriod));

    private InstanceStatus Status() => world.Run<DescribeInstanceStatusResult>(
        "DescribeInstanceStatus", new DescribeInstanceStatusRequest()).InstanceStatuses!.Single();
}
