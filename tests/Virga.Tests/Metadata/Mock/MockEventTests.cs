using System.Net;

namespace Virga.Tests.Metadata.Mock;

/// <summary>Spot, rebalance, scheduled events and the Auto Scaling state: when they appear and what they say.</summary>
public sealed class MockEventTests
{
    private const string Spot = "/latest/meta-data/spot/instance-action";
    private const string Termination = "/latest/meta-data/spot/termination-time";
    private const string Rebalance = "/latest/meta-data/events/recommendations/rebalance";
    private const string Scheduled = "/latest/meta-data/events/maintenance/scheduled";
    private const string Asg = "/latest/meta-data/autoscaling/target-lifecycle-state";

    [Fact]
    public async Task A_notice_keeps_its_time_from_poll_to_poll()
    {
        var clock = new ManualClock();
        await using var mock = await RunningMock.StartAsync("spot", clock);
        clock.Advance(TimeSpan.FromSeconds(10));
        const string Notice = "{\n\t\"action\": \"terminate\",\n\t\"time\": \"2026-11-21T10:02:10Z\"\n}";
        var reply = await mock.Client.GetAsync(Spot);
        Assert.Equal("application/json", reply.Content.Headers.ContentType?.ToString());
        Assert.Equal(Notice, await reply.Content.ReadAsStringAsync());
        Assert.Equal("{\n\t\"noticeTime\": \"2026-11-21T10:00:10Z\"\n}", await mock.GetAsync(Rebalance));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(Notice, await mock.GetAsync(Spot));
        Assert.Equal("2026-11-21T10:02:10Z", await mock.GetAsync(Termination));
        Assert.Equal("{\n\t\"noticeTime\": \"2026-11-21T10:00:10Z\"\n}", await mock.GetAsync(Rebalance));
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("hibernate")]
    public async Task Actions_and_times_that_were_set(string action)
    {
        await using var mock = await RunningMock.StartAsync(
            $"spot -a {action} -t 2030-01-02T03:04:05+02:00 -r 2030-01-01T00:00:00Z");
        Assert.Equal($"{{\n\t\"action\": \"{action}\",\n\t\"time\": \"2030-01-02T03:04:05+02:00\"\n}}",
            await mock.GetAsync(Spot));
        Assert.Equal("2030-01-02T03:04:05+02:00", await mock.GetAsync(Termination));
        Assert.Equal("{\n\t\"noticeTime\": \"2030-01-01T00:00:00Z\"\n}", await mock.GetAsync(Rebalance));
    }

    [Fact]
    public async Task Delays_count_from_the_start()
    {
        var clock = new ManualClock();
        await using var mock =
            await RunningMock.StartAsync("-d 10 --rebalance-delay-sec 5 --asg-termination-delay-sec 20", clock);
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(Spot));
        Assert.Contains("Delaying the response by 10s as requested. The mock response will be available in 10s. "
            + "Returning `notFoundResponse` for now\n", mock.Error, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(Scheduled));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(Rebalance));
        Assert.Equal("InService", await mock.GetAsync(Asg));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync(Rebalance));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(Termination));
        clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync(Spot));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync(Scheduled));
        Assert.Equal("InService", await mock.GetAsync(Asg));
        clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal("Terminated", await mock.GetAsync(Asg));
    }

    [Fact]
    public async Task A_trigger_time_wins_over_a_delay()
    {
        var clock = new ManualClock();
        await using var mock = await RunningMock.StartAsync(
            "-d 100 --mock-trigger-time 2026-11-21T10:00:03Z --rebalance-delay-sec 100 --rebalance-trigger-time "
            + "2026-11-21T05:00:04-05:00 --asg-termination-trigger-time 2026-11-21T10:00:05Z", clock);
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(Spot));
        Assert.Contains("MockTriggerTime 2026-11-21 10:00:03 +0000 UTC was not reached yet. The mock response will be "
            + "available in 3s. Returning `notFoundResponse` for now\n", mock.Error, StringComparison.Ordinal);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync(Spot));
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(Rebalance));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync(Rebalance));
        Assert.Equal("InService", await mock.GetAsync(Asg));
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("Terminated", await mock.GetAsync(Asg));
    }

    [Fact]
    public async Task A_scheduled_event_is_a_list_of_one_in_gmt()
    {
        await using var mock = await RunningMock.StartAsync(
            "events --code instance-reboot -a 2020-01-07T01:03:47Z -b 2020-01-01T03:03:47+02:00 -l "
                + "2020-01-10T01:03:47Z --state completed");
        Assert.Equal(
            "[\n\t{\n\t\t\"Code\": \"instance-reboot\",\n\t\t\"Description\": \"The instance is scheduled for "
                + "instance-reboot\","
            + "\n\t\t\"State\": \"completed\",\n\t\t\"EventId\": "
                + "\"instance-event-1234567890abcdef0\",\n\t\t\"NotBefore\": "
            + "\"1 Jan 2020 01:03:47 GMT\",\n\t\t\"NotAfter\": \"7 Jan 2020 01:03:47 "
                + "GMT\",\n\t\t\"NotBeforeDeadline\": "
            + "\"10 Jan 2020 01:03:47 GMT\"\n\t}\n]",
            await mock.GetAsync(Scheduled));
    }

    [Fact]
    public async Task By_default_everything_is_there_at_once()
    {
        await using var mock = await RunningMock.StartAsync();
        Assert.Contains("\"NotAfter\": \"28 Nov 2026 10:00:00 GMT\"", await mock.GetAsync(Scheduled),
            StringComparison.Ordinal);
        Assert.Contains("\"NotBeforeDeadline\": \"30 Nov 2026 10:00:00 GMT\"", await mock.GetAsync(Scheduled),
            StringComparison.Ordinal);
        Assert.Equal("Terminated", await mock.GetAsync(Asg));
        Assert.Equal(HttpStatusCode.OK, await mock.StatusAsync(Spot));
    }

    [Theory]
    [InlineData("0", HttpStatusCode.NotFound)]
    [InlineData("1", HttpStatusCode.OK)]
    [InlineData("-1", HttpStatusCode.OK)]
    public async Task Only_so_many_addresses_are_told(string count, HttpStatusCode expected)
    {
        await using var mock = await RunningMock.StartAsync("--mock-ip-count=" + count);
        foreach (var path in new[] { Spot, Rebalance, Scheduled, Asg })
        {
            Assert.Equal(expected, await mock.StatusAsync(path));
            Assert.Equal(expected, await mock.StatusAsync(path));
        }

        if (count == "0")
            Assert.Contains("Requesting IP 127.0.0.1 is not eligible for Spot ITN or Rebalance Notification because "
                + "the max "
                + "number of IPs configured (0) has been reached.\n", mock.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_first_addresses_to_ask_are_the_ones_that_are_told()
    {
        await using var mock = await RunningMock.StartAsync();
        foreach (var (address, expected) in new[]
            { ("127.0.0.1", 200), ("127.0.0.2", 200), ("127.0.0.3", 404), ("127.0.0.1", 200) })
        {
            using var handler = new SocketsHttpHandler
            {
                ConnectCallback = async (_, cancellation) =>
                {
                    var socket = new System.Net.Sockets.Socket(
                        System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                    socket.Bind(new IPEndPoint(IPAddress.Parse(address), 0));
                    await socket.ConnectAsync(mock.EndPoint, cancellation);
                    return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
                },
            };
            using var client = new HttpClient(handler) { BaseAddress = mock.Client.BaseAddress };
            Assert.Equal((address, expected), (address, (int)(await client.GetAsync(Spot)).StatusCode));
        }
    }

    [Fact]
    public async Task A_moved_path_serves_the_notice_too()
    {
        await using var mock =
            await RunningMock.StartAsync("spot -a stop",
                null, ("AEMM_METADATA_PATHS_SPOT", "/latest/meta-data/spot/here"));
        Assert.Contains("\"stop\"", await mock.GetAsync("/latest/meta-data/spot/here"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, await mock.StatusAsync(Spot));
    }
}
