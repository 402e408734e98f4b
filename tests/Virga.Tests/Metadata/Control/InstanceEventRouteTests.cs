using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Virga.Compute;
using Virga.Ec2.InstanceEvents;
using Virga.Ec2.Instances;
using Virga.Metadata.Control;
using Virga.Wire.Ec2;

namespace Virga.Tests.Metadata.Control;

/// <summary>What the control route takes for an event, and what it refuses with a reason.</summary>
public sealed class InstanceEventRouteTests : IDisposable
{
    private const string Id = "i-0123456789abcdef0";

    private readonly TestWorld _world = new();

    public InstanceEventRouteTests() => _world.Arrange(change => change.Put(new InstanceRow(Id)
    {
        ReservationId = "r-1", LaunchIndex = 0, ImageId = "ami-1", InstanceType = "t3.micro", LaunchTime = change.Now,
        UsageOperationUpdateTime = change.Now, State = InstanceStateName.Running, Desired = Power.Running,
        Backend = "mock", AvailabilityZone = "us-east-1a", RootDeviceName = "/dev/xvda", Architecture = "x86_64",
        PlatformDetails = "Linux/UNIX", UsageOperation = "RunInstances", Lifecycle = "spot",
    }));

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("""{"type":"spot-interruption","delaySeconds":1e300}""", "delaySeconds must be 0 to 31622400")]
    [InlineData("""{"type":"spot-interruption","delaySeconds":-1}""", "delaySeconds must be 0 to 31622400")]
    [InlineData("""{"type":"spot-interruption","noticeSeconds":-0.5}""", "noticeSeconds must be 0 to 31622400")]
    [InlineData("""{"type":"spot-interruption","noticeSeconds":1e12}""", "noticeSeconds must be 0 to 31622400")]
    [InlineData("""{"type":"spot-interruption","action":"explode"}""", "(explode) for the action is invalid")]
    [InlineData("""{"type":"target-lifecycle-state","state":"Gone"}""", "no target lifecycle state 'Gone'")]
    [InlineData("""{"type":"scheduled","code":"nap"}""", "no event code 'nap'")]
    [InlineData("""{"type":"scheduled","notBefore":"9999-12-31T23:59:59Z"}""", "more than a hundred years away")]
    [InlineData("""{"type":"scheduled","notBefore":"2030-01-02T00:00:00Z","notAfter":"2030-01-01T00:00:00Z"}""",
        "notAfter is before notBefore")]
    [InlineData(
        """{"type":"scheduled","notBefore":"2030-01-02T00:00:00Z","notBeforeDeadline":"2030-01-01T00:00:00Z"}""",
        "notBeforeDeadline is before notBefore")]
    [InlineData("""{"type":"cancel"}""", "The event ID '' does not exist")]
    [InlineData("""{"type":"earthquake"}""", "no event of the type 'earthquake'")]
    [InlineData("""{"type":"spot-interruption","delay":1}""", "delay")]
    [InlineData("nonsense", "")]
    public async Task What_cannot_be_is_refused_and_changes_nothing(string body, string reason)
    {
        var (status, answer) = await PostAsync(body);
        Assert.Equal(400, status);
        Assert.Contains(reason, answer.GetProperty("message").GetString()!, StringComparison.Ordinal);
        Assert.Null(Row.Events);
    }

    [Theory]
    [InlineData("Detached")]
    [InlineData("InService")]
    [InlineData("Standby")]
    [InlineData("Terminated")]
    [InlineData("Warmed:Hibernated")]
    [InlineData("Warmed:Running")]
    [InlineData("Warmed:Stopped")]
    [InlineData("Warmed:Terminated")]
    public async Task Each_lifecycle_state_of_Auto_Scaling_can_be_set_and_taken_back(string state)
    {
        await DoneAsync($$"""{"type":"target-lifecycle-state","state":"{{state}}"}""");
        Assert.Equal(state, Row.Events!.TargetLifecycleState);
        await DoneAsync("""{"type":"target-lifecycle-state"}""");
        Assert.Null(Row.Events!.TargetLifecycleState);
    }

    [Theory]
    [InlineData("complete", "completed", "cancel")]
    [InlineData("cancel", "canceled", "complete")]
    public async Task What_is_over_stays_as_it_ended(string end, string state, string other)
    {
        await DoneAsync("""{"type":"scheduled","code":"instance-stop"}""");
        var id = Assert.Single(Row.Events!.Scheduled).EventId;
        await DoneAsync($$"""{"type":"{{end}}","eventId":"{{id}}"}""");
        foreach (var type in new[] { end, other })
        {
            var (status, answer) = await PostAsync($$"""{"type":"{{type}}","eventId":"{{id}}"}""");
            Assert.Equal((400, $"The event '{id}' is over: it is {state}."),
                (status, answer.GetProperty("message").GetString()));
        }

        Assert.Equal(state, Assert.Single(Row.Events!.Scheduled).State);
    }

    [Fact]
    public async Task The_longest_delay_and_no_notice_are_taken()
    {
        await DoneAsync("""{"type":"spot-interruption","delaySeconds":31622400,"noticeSeconds":0}""");
        Assert.Equal(_world.Clock.GetUtcNow().AddDays(366), Row.Events!.Interruption!.Time);
    }

    private InstanceRow Row => _world.View.Get<InstanceRow>(Id);

    private async Task DoneAsync(string body)
    {
        var (status, answer) = await PostAsync(body);
        Assert.True(status == 200, answer.ToString());
    }

    private async Task<(int Status, JsonElement Answer)> PostAsync(string body)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.Path = $"/_virga/ec2/instances/{Id}/events";
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        var answer = new MemoryStream();
        http.Response.Body = answer;
        var route = new InstanceEventRoute(_world.Store, "POST");
        Assert.True(route.Matches(http.Request.Path));
        await route.HandleAsync(http);
        return (http.Response.StatusCode, JsonDocument.Parse(answer.ToArray()).RootElement);
    }
}
