using Virga.Docker.Engine;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

public sealed class EngineStateTests(RealEngine engine) : IClassFixture<RealEngine>
{
    [Fact]
    public async Task The_engine_says_what_it_is()
    {
        await engine.NeedAsync();

        var version = await engine.Client.VersionAsync(Cancellation);
        var info = await engine.Client.InfoAsync(Cancellation);

        Assert.True(Version.Parse(version.ApiVersion!) >= EngineCalls.OldestVersion);
        Assert.Equal(("linux", version.Version), (info.OSType, info.ServerVersion));
        Assert.True(info is { NCPU: > 0, MemTotal: > 0 });
    }

    [Fact]
    public async Task Events_tell_of_start_and_end_as_they_happen()
    {
        await engine.NeedAsync(Busybox);
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var filters = EngineFilters.Label($"{Label}={engine.Run}").With("type", "container");
        var since = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString();
        var seen = new List<(string? Action, string? ExitCode)>();

        var container = await engine.StartAsync("exit 5");
        await foreach (var item in engine.Client.EventsAsync(filters, since, enough.Token))
        {
            Assert.Equal(container, item.Actor!.ID);
            seen.Add((item.Action, item.Actor.Attributes!.GetValueOrDefault("exitCode")));
            if (item.Action == "die") break;
        }

        Assert.Equal([("create", null), ("start", null), ("die", "5")], seen);
    }

    [Fact]
    public async Task Cancelling_ends_the_events()
    {
        await engine.NeedAsync();
        using var cancellation = new CancellationTokenSource(300);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var item in engine.Client.EventsAsync(
                EngineFilters.Label("virga.none"), null, cancellation.Token))
                Assert.Fail($"{item.Action}");
        });
    }

    [Fact]
    public async Task A_hundred_calls_at_once_are_answered()
    {
        await engine.NeedAsync();

        var calls = Enumerable.Range(0, 100).Select(_ => engine.Client.VersionAsync(Cancellation));

        var answers = await Task.WhenAll(calls);

        Assert.Single(answers.Select(a => a.Version).Distinct());
    }
}
