using System.Net;
using Virga.Metadata;
using Virga.Metadata.Mock;

namespace Virga.Tests.Metadata.Mock;

/// <summary>
/// What Amazon's mock gets wrong and is not tested beside what it gets right: docs/metadata.md, "On its own".
/// </summary>
public sealed class MockDefectTests
{
    private const string Spot = "/latest/meta-data/spot/instance-action";
    private const string Asg = "/latest/meta-data/autoscaling/target-lifecycle-state";
    private const string Scheduled = "/latest/meta-data/events/maintenance/scheduled";

    /// <summary>It takes all of them for one.</summary>
    [Fact]
    public void Addresses_of_ipv6_are_counted_one_by_one()
    {
        List<string> said = [];
        var events = new MockEvents(ManualClock.Start, said.Add);
        var settings = MockSettings.Resolve(
            new MockSources(new Dictionary<string, string>(), new Dictionary<string, string>(), [], []),
            ManualClock.Start);
        static MetadataReading From(string address) =>
            new(new MetadataPeer(IPAddress.Parse(address)), ManualClock.Start);

        Assert.NotNull(events.SpotAction(settings, From("fd00::1")));
        Assert.NotNull(events.Rebalance(settings, From("fd00::2")));
        Assert.Null(events.SpotAction(settings, From("fd00::3")));
        Assert.Contains("Requesting IP fd00::3 is not eligible for Spot ITN", said.Single(), StringComparison.Ordinal);
        // Scheduled events and the group's state count for themselves.
        Assert.NotNull(events.Scheduled(settings, From("fd00::3")));
        Assert.NotNull(events.TargetLifecycleState(settings, From("fd00::3")));
    }

    /// <summary>It takes them for numbers, and of the two that it never checks an unreadable one is past.</summary>
    [Theory]
    [InlineData("--asg-termination-trigger-time=2026-11-21T10:00:05Z", Asg, "InService")]
    [InlineData("--asg-termination-trigger-time=soon", Asg, "Terminated")]
    [InlineData("--rebalance-trigger-time=soon", "/latest/meta-data/events/recommendations/rebalance", "noticeTime")]
    [InlineData("spot --mock-trigger-time=soon", Spot, "terminate")]
    public async Task Trigger_times_are_times(string words, string path, string has)
    {
        await using var mock = await RunningMock.StartAsync(words);
        Assert.Contains(has, await mock.GetAsync(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_third_signature_is_served_and_not_listed()
    {
        await using var mock = await RunningMock.StartAsync();
        Assert.StartsWith("MII", await mock.GetAsync("/latest/dynamic/instance-identity/rsa2048"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("rsa2048", await mock.GetAsync("/latest/dynamic/instance-identity/"),
            StringComparison.Ordinal);
    }

    /// <summary>It reloads values only: neither events nor their delays.</summary>
    [Fact]
    public async Task A_watched_file_changes_every_event_and_its_delay()
    {
        using var file = new TemporaryFile(".json",
            """{"mock-delay-sec":3600,"asg-termination-delay-sec":3600,"mock-ip-count":0}""");
        await using var mock = await RunningMock.StartAsync($"-w -c {file.Path}", TimeProvider.System);
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(Asg));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(Scheduled));

        file.Write("""
            {"mock-delay-sec":0,"asg-termination-delay-sec":0,"mock-ip-count":1,"events":{"code":"instance-stop",
             "state":"canceled"},"imdsv2":false,"metadata":{"paths":{"hostname":"/latest/meta-data/named/here"}}}
            """);

        var deadline = Environment.TickCount64 + 10_000;
        while (await mock.StatusAsync(Scheduled) != HttpStatusCode.OK)
        {
            Assert.True(Environment.TickCount64 < deadline, "it did not happen within 10 seconds");
            await Task.Delay(20);
        }

        Assert.Equal("Terminated", await mock.GetAsync(Asg));
        var scheduled = await mock.GetAsync(Scheduled);
        Assert.Contains("instance-stop", scheduled, StringComparison.Ordinal);
        Assert.Contains("canceled", scheduled, StringComparison.Ordinal);
        Assert.Equal("here", await mock.GetAsync("/latest/meta-data/named/"));
    }
}
