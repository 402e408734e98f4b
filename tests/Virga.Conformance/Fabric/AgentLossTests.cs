using System.Diagnostics;
using Virga.Fabric.Driver;
using Virga.Tests.Network;
using Xunit;

namespace Virga.Conformance.Fabric;

/// <summary>The agent as a process of its own, killed while networks are in use.</summary>
[Collection("fabric")]
public sealed class AgentLossTests
{
    [Fact]
    public async Task Networks_go_on_without_their_agent_and_a_new_one_takes_over()
    {
        AgentProcess? agent = null;
        await using var rig = await FabricRig.StartAsync(directory => agent = new AgentProcess(directory));
        rig.Topology.Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-1", "vpc-1", "tcp/80 0.0.0.0/0");
        var client = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-1");
        await rig.ApplyAsync();
        Assert.Equal("eni-2 sees 10.0.1.10", await client.AskAsync("10.0.1.11", 80));

        agent!.Kill();
        Assert.Equal("eni-2 sees 10.0.1.10", await client.AskAsync("10.0.1.11", 80));
        Assert.Equal("", await client.TryAskAsync("10.0.1.11", 8000));
        var faults = await rig.Restoration.Task.WaitAsync(
            TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Empty(faults);
        Assert.Single(rig.Losses);
        rig.Topology.Group("sg-1", "vpc-1", "tcp/8000 0.0.0.0/0");
        await rig.ApplyAsync();
        Assert.Equal("", await client.TryAskAsync("10.0.1.11", 80));
        Assert.Equal("eni-2 sees 10.0.1.10", await client.AskAsync("10.0.1.11", 8000));
    }

    [Fact]
    public async Task What_changed_while_the_agent_was_away_is_put_right_and_what_was_tampered_with_too()
    {
        AgentProcess? agent = null;
        await using var rig = await FabricRig.StartAsync(directory => agent = new AgentProcess(directory));
        rig.Topology.Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-1", "vpc-1", "tcp/80 0.0.0.0/0");
        var client = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-1");
        await rig.ApplyAsync();
        agent!.Kill();
        await rig.BreakAsync("vpc-1", "e2");

        await rig.Restoration.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);

        Assert.Equal("eni-2 sees 10.0.1.10", await client.AskAsync("10.0.1.11", 80));
    }

    [Fact]
    public async Task Rules_that_change_while_no_agent_is_there_open_nothing_until_one_is_and_are_then_in_force()
    {
        AgentProcess? agent = null;
        await using var rig = await FabricRig.StartAsync(directory => agent = new AgentProcess(directory));
        rig.Topology.Vpc("vpc-1", "10.0.0.0/16").Routes("rtb-1", "vpc-1")
            .Subnet("subnet-1", "vpc-1", "10.0.1.0/24", "rtb-1").Group("sg-1", "vpc-1", "tcp/80 0.0.0.0/0");
        var client = await rig.GuestAsync("eni-1", "subnet-1", "10.0.1.10", "sg-1");
        await rig.GuestAsync("eni-2", "subnet-1", "10.0.1.11", "sg-1");
        await rig.ApplyAsync();
        agent!.IsHeldBack = true;
        agent.Kill();

        rig.Topology.Group("sg-1", "vpc-1", "tcp/8000 0.0.0.0/0");
        await Assert.ThrowsAsync<IOException>(rig.ApplyAsync);
        Assert.Equal("eni-2 sees 10.0.1.10", await client.AskAsync("10.0.1.11", 80));
        Assert.Equal("", await client.TryAskAsync("10.0.1.11", 8000));
        Assert.Equal("", await client.TryAskAsync("10.0.1.11", 22));

        agent.IsHeldBack = false;
        await rig.Restoration.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        await rig.ApplyAsync();
        Assert.Equal("", await client.TryAskAsync("10.0.1.11", 80));
        Assert.Equal("eni-2 sees 10.0.1.10", await client.AskAsync("10.0.1.11", 8000));
    }

    /// <summary>The program of this build, as the agent of a directory.</summary>
    private sealed class AgentProcess(string directory) : IFabricTransport
    {
        private Process? process;

        /// <summary>While it is, no agent begins.</summary>
        public bool IsHeldBack { get; set; }

        public Task<Stream> ConnectAsync(CancellationToken cancellation)
        {
            if (IsHeldBack) throw new IOException("no agent for now");
            var program = Path.Combine(AppContext.BaseDirectory, "virga-server.dll");
            var start = new ProcessStartInfo("dotnet", [program, "fabric-agent", "--state", directory, "--own-edge"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
            };
            var started = process = Process.Start(start)!;
            return Task.FromResult<Stream>(new DuplexStream(
                started.StandardOutput.BaseStream,
                started.StandardInput.BaseStream,
                async () =>
                {
                    started.StandardInput.Close();
                    await started.WaitForExitAsync(CancellationToken.None);
                }));
        }

        public void Kill() => process!.Kill();
    }
}
