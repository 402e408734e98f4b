using System.Diagnostics;
using Virga.Conformance.Docker;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>What somebody does to a machine with virsh becomes the instance's state.</summary>
public sealed class BehindOurBackTests(Hypervisor hypervisor, RealEngine engine, ITestOutputHelper output)
    : IClassFixture<RealEngine>
{
    /// <summary>Two seconds are promised; another test may have the processors for a while.</summary>
    private const double LimitSeconds = 10;

    [Fact]
    public async Task A_domain_stopped_or_undefined_becomes_state_at_once()
    {
        await using var rig = await MachineRig.StartAsync(hypervisor, engine);
        var (subnet, group) = await rig.DefaultAsync();
        var (id, _) = await rig.LaunchAsync(subnet, group);

        await SeenAsync(rig, id, "stopped", "destroy");
        Assert.Equal("shut off", (await VirshAsync("domstate", id)).Trim());
        await rig.Api.CallAsync("StartInstances", ("InstanceId.1", id));
        await rig.StateAsync(id, "running");
        await VirshAsync("undefine", id);
        await SeenAsync(rig, id, "terminated", "destroy");
    }

    /// <summary>How long the API goes on saying that it runs.</summary>
    private async Task SeenAsync(MachineRig rig, string id, string state, string command)
    {
        var clock = Stopwatch.StartNew();
        await VirshAsync(command, id);
        var done = clock.Elapsed;
        await rig.StateAsync(id, state);
        output.WriteLine($"virsh {command} took {done.TotalMilliseconds:F0} ms; {state} "
            + $"{(clock.Elapsed - done).TotalMilliseconds:F0} ms after it");
        Assert.InRange((clock.Elapsed - done).TotalSeconds, 0, LimitSeconds);
    }

    private async Task<string> VirshAsync(params string[] arguments)
    {
        var (code, text, error) = await Tool.RunAsync("virsh", ["-q", "-c", hypervisor.Host.Uri, .. arguments]);
        Assert.True(code == 0, error);
        return text;
    }
}
