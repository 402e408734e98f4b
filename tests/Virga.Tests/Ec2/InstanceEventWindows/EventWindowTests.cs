using Virga.Ec2.InstanceEvents;
using Virga.Ec2.InstanceEventWindows;
using Virga.Ec2.Instances;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.InstanceEventWindows;

/// <summary>Windows have AWS's rules, are for one kind of target, and move the events of their instances.</summary>
public sealed class EventWindowTests : IDisposable
{
    private readonly TestWorld world = new();

    [Fact]
    public void A_window_moves_an_event_into_its_hours()
    {
        var instance = Launch();
        var window = Create("* 2-5 * * 0");
        Associate(window, instance);

        // The clock of the test stands at nine on a Saturday.
        var planned = new ScheduledEvent(
            "instance-event-0123456789abcdef0", "system-reboot", "", "active", world.View.Now, null, null);
        var placed = EventWindows.Place(world.View, world.View.Get<InstanceRow>(instance), planned);

        Assert.Equal(new DateTimeOffset(2026, 11, 22, 2, 0, 0, TimeSpan.Zero), placed.NotBefore);
        Assert.Equal(new DateTimeOffset(2026, 11, 22, 6, 0, 0, TimeSpan.Zero), placed.NotAfter);
    }

    [Theory]
    [InlineData("0 2-5 * * 0")]
    [InlineData("* 2-2 * * 0,2,4")]
    [InlineData("* 2-3 * * MON")]
    [InlineData("* 25-26 * * *")]
    [InlineData("nonsense")]
    public void Hours_must_have_the_form_and_length_that_AWS_demands(string cron) =>
        Assert.Equal("InvalidParameterValue", world.Fail(
            "CreateInstanceEventWindow", new CreateInstanceEventWindowRequest { CronExpression = cron }).Code);

    [Fact]
    public void Ranges_wrap_around_the_week()
    {
        var hours = WeekHours.OfRanges(
        [
            new() { StartWeekDay = "saturday", StartHour = 22, EndWeekDay = "sunday", EndHour = 4 },
        ]);

        var saturday = new DateTimeOffset(2026, 11, 21, 9, 0, 0, TimeSpan.Zero);
        var open = hours.NextOpen(saturday);
        Assert.Equal(saturday.AddHours(13), open);
        Assert.Equal(open.AddHours(6), hours.NextClose(open));
    }

    [Fact]
    public void A_target_is_in_one_window_and_a_window_has_one_kind_of_target()
    {
        var instance = Launch();
        var first = Create("* 2-5 * * 0");
        var second = Create("* 2-5 * * 1");
        Associate(first, instance);

        Assert.Equal(
            "InvalidParameterValue", world.Fail("AssociateInstanceEventWindow", Target(second, instance)).Code);
        Assert.Equal("InvalidParameterCombination", world.Fail(
            "AssociateInstanceEventWindow", new AssociateInstanceEventWindowRequest
            {
                InstanceEventWindowId = first,
                AssociationTarget = new() { InstanceTags = [new() { Key = "a", Value = "b" }] },
            }).Code);
        Assert.Equal("DependencyViolation", world.Fail(
            "DeleteInstanceEventWindow", new DeleteInstanceEventWindowRequest { InstanceEventWindowId = first }).Code);
        world.Run<object>("DisassociateInstanceEventWindow", new DisassociateInstanceEventWindowRequest
        {
            InstanceEventWindowId = first, AssociationTarget = new() { InstanceIds = [instance] },
        });
        world.Run<object>(
            "DeleteInstanceEventWindow", new DeleteInstanceEventWindowRequest { InstanceEventWindowId = first });
        var left = world.Run<DescribeInstanceEventWindowsResult>(
            "DescribeInstanceEventWindows", new DescribeInstanceEventWindowsRequest());
        Assert.Equal(second, Assert.Single(left.InstanceEventWindows!).InstanceEventWindowId);
    }

    [Fact]
    public void Tags_of_notifications_are_kept()
    {
        world.Run<object>("RegisterInstanceEventNotificationAttributes",
            new RegisterInstanceEventNotificationAttributesRequest
            {
                InstanceTagAttribute = new() { InstanceTagKeys = ["a", "b"] },
            });
        world.Run<object>("DeregisterInstanceEventNotificationAttributes",
            new DeregisterInstanceEventNotificationAttributesRequest
            {
                InstanceTagAttribute = new() { InstanceTagKeys = ["a"] },
            });

        var shown = world.Run<DescribeInstanceEventNotificationAttributesResult>(
            "DescribeInstanceEventNotificationAttributes",
            new DescribeInstanceEventNotificationAttributesRequest()).InstanceTagAttribute!;
        Assert.Equal(["b"], shown.InstanceTagKeys!);
        Assert.False(shown.IncludeAllTagsOfInstance);
    }

    public void Dispose() => world.Dispose();

    private string Create(string cron) => world.Run<CreateInstanceEventWindowResult>(
        "CreateInstanceEventWindow", new CreateInstanceEventWindowRequest { Name = cron, CronExpression = cron })
        .InstanceEventWindow!.InstanceEventWindowId!;

    private void Associate(string window, string instance) =>
        world.Run<object>("AssociateInstanceEventWindow", Target(window, instance));

    private static AssociateInstanceEventWindowRequest Target(string window, string instance) => new()
    {
        InstanceEventWindowId = window, AssociationTarget = new() { InstanceIds = [instance] },
    };

    private string Launch() => world.Run<Reservation>("RunInstances", new RunInstancesRequest
    {
        ImageId = "ami-ubuntu2204", InstanceType = "t3.micro", MinCount = 1, MaxCount = 1,
    }).Instances![0].InstanceId!;
}
