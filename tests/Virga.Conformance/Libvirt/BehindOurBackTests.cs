using System.Diagnostics;
using Virga.Conformance.Docker;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>What somebody does to a machine with virsh becomes the instance's state.</summary>
public sealed class BehindOurBackTests(Hypervisor hypervisor, RealEngine engine, ITestOutputHelper output)
    : IClassFixture<RealEngine>
{
    /// <summary>What is promised, of most of several: another test may have the processors for a while.</summary>
    private const double MedianSeconds = 2;

    private const double LimitSeconds = 20;

    /// <summary>None of them has to boot for this.</summary>
    [Fact]
    public async Task A_domain_stopped_or_undefined_becomes_state_at_once()
    {
        await using var rig = await MachineRig.StartAsync(hypervisor, engine);
        var (subnet, group) = await rig.DefaultAsync();
        var took = new List<double>();
        for (var round = 0; round < 4; round++)
        {
            var (id, _) = await rig.LaunchAsync(subnet, group);
            var isUndefined = round == 3;
            if (isUndefined) await VirshAsync("undefine", id);
            took.Add(await SeenAsync(rig, id, isUndefined ? "terminated" : "stopped", "destroy"));
            if (!isUndefined) Assert.Equal("shut off", (await VirshAsync("domstate", id)).Trim());
        }

        Assert.InRange(took.Order().ElementAt(1), 0, MedianSeconds);
    }

    /// <summary>How long the API goes on saying that it runs.</summary>
    private async Task<double> SeenAsync(MachineRig rig, string id, string state, string command)
    {
        var clock = Stopwatch.StartNew();
        await VirshAsync(command, id);
        var done = clock.Elapsed;
        await rig.StateAsync(id, state);
        var after = (clock.Elapsed - done).TotalSeconds;
        output.WriteLine($"virsh {command} took {done.TotalMilliseconds:F0} ms; {state} {after:F2} s after it");
        Assert.InRange(after, 0, LimitSeconds);
        return after;
    }

    private async Task<string> VirshAsync(params string[] arguments)
    {
        var (code, text, error) = await Tool.RunAsync("virsh", ["-q", "-c", hypervisor.Host.Uri, .. arguments]);
        Assert.True(code == 0, error);
        return text;
    }
}
