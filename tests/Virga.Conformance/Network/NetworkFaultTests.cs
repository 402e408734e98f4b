using System.Diagnostics;
using Xunit;

namespace Virga.Conformance.Network;

/// <summary>
/// What becomes of networks when a part of them is lost, and how soon a change is in force: what was allowed goes on or
/// comes back, and what was not is never let in meanwhile.
/// </summary>
public sealed class NetworkFaultTests(RealNetwork network, ITestOutputHelper output) : IClassFixture<RealNetwork>
{
    private Ec2Api Api => network.Api;

    [Fact]
    public async Task Networks_survive_a_reboot_a_stop_a_lost_fabric_and_a_killed_emulator()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.18.0.0/16", "10.18.1.0/24");
        var group = await network.OpenGroupAsync(vpc);
        var (a, b) = (await network.LaunchAsync(subnet, group), await network.LaunchAsync(subnet, group));
        var answer = $"{b.Id} sees {a.Address}";
        await a.ReachesAsync(answer, b.Address);

        // What no rule allows is tried without pause from before the first loss until all is back.
        var forbidden = ForbiddenAsync(a, b.Address, 22);
        await Metadata.Run.Async("docker", ["kill", network.Fabric]);
        var watch = Stopwatch.StartNew();
        await a.ReachesAsync(answer, b.Address);
        output.WriteLine($"the network was back {watch.ElapsedMilliseconds} ms after its container was killed");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal("", await a.AskAsync(b.Address, 8080));

        // What is asked for while nothing can be done is done when it can.
        await Metadata.Run.Async("docker", ["kill", network.Fabric]);
        await Api.RuleAsync("RevokeSecurityGroupIngress", group, "tcp", 80, "0.0.0.0/0");
        await Api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 8080, "0.0.0.0/0");
        await a.ReachesAsync(answer, b.Address, 8080);
        Assert.Equal("", await a.AskAsync(b.Address));
        await Api.RuleAsync("RevokeSecurityGroupIngress", group, "tcp", 8080, "0.0.0.0/0");
        await Api.RuleAsync("AuthorizeSecurityGroupIngress", group, "tcp", 80, "0.0.0.0/0");
        await a.ReachesAsync(answer, b.Address);

        await network.Server.KillAsync();
        Assert.Equal(answer, await a.AskAsync(b.Address));
        watch.Restart();
        await network.Server.RestartAsync();
        await RealNetwork.EventuallyAsync(async () => (await a.PythonAsync("""
            import urllib.request as u
            print(u.urlopen('http://169.254.169.254/latest/meta-data/instance-id', timeout=5).read().decode())
            """)).Trim() == a.Id);
        output.WriteLine($"metadata was back {watch.ElapsedMilliseconds} ms after the emulator was started again");
        Assert.Equal(answer, await a.AskAsync(b.Address));
        await a.RunAsync("touch", "/tmp/enough");
        Assert.EndsWith("never\n", await forbidden, StringComparison.Ordinal);

        await b.RunAsync("reboot");
        await RealNetwork.EventuallyAsync(async () => await a.AskAsync(b.Address) == "");
        await RealNetwork.EventuallyAsync(async () =>
        {
            await b.ServeAsync();
            return await a.AskAsync(b.Address) == answer;
        });

        await Api.CallAsync("StopInstances", ("InstanceId.1", b.Id), ("Force", "true"));
        await RealNetwork.EventuallyAsync(async () => await StateAsync(b) == "stopped");
        Assert.Equal("", await a.AskAsync(b.Address));
        await Api.CallAsync("StartInstances", ("InstanceId.1", b.Id));
        await RealNetwork.EventuallyAsync(async () => await StateAsync(b) == "running");
        await b.ServeAsync();
        await a.ReachesAsync(answer, b.Address);
    }

    /// <summary>Tries a port on which somebody listens until it is told that it is enough.</summary>
    private static Task<string> ForbiddenAsync(Guest from, string address, int port) =>
        from.PythonAsync($"""
            import os, socket, time
            tried = 0
            while not os.path.exists('/tmp/enough') and tried < 20000:
                tried += 1
                try: socket.create_connection(('{address}', {port}), 0.05); print('open'); break
                except OSError: time.sleep(0.01)
            print(tried > 10 and 'never')
            """);

    /// <summary>
    /// A guest tries a port without pause, with a limit of 20 ms a try; its clock is the host's. What is measured is
    /// from before the call of the API, so it holds the call, the computation and the kernel's part.
    /// </summary>
    [Fact]
    public async Task A_rule_is_in_force_within_moments_of_its_call()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.19.0.0/16", "10.19.1.0/24");
        var (open, closed) = (await network.OpenGroupAsync(vpc), await network.GroupAsync(vpc, "closed"));
        var (a, b) = (await network.LaunchAsync(subnet, open), await network.LaunchAsync(subnet, closed));
        List<double> times = [];
        for (var round = 0; round < 7; round++)
        {
            var trying = a.PythonAsync($"""
                import socket, time
                print('began', flush=True)
                end = time.time() + 20
                while time.time() < end:
                    try: socket.create_connection(('{b.Address}', 80), 0.02); print(time.time_ns()); break
                    except OSError: pass
                """);
            await Task.Delay(500, TestContext.Current.CancellationToken);
            var before = DateTime.UtcNow;
            await Api.RuleAsync("AuthorizeSecurityGroupIngress", closed, "tcp", 80, a.Address + "/32");
            var after = long.Parse((await trying).Split('\n')[1]) / 1e6;
            times.Add(after - (before - DateTime.UnixEpoch).TotalMilliseconds);
            await Api.RuleAsync("RevokeSecurityGroupIngress", closed, "tcp", 80, a.Address + "/32");
            await a.ReachesAsync("", b.Address);
        }

        output.WriteLine($"call to effect, ms: {string.Join(", ", times.Order().Select(time => $"{time:f0}"))}");
        Assert.InRange(times.Order().ElementAt(times.Count / 2), 0, 1_000);
    }

    private async Task<string> StateAsync(Guest guest) => (await Api.AllAsync(
        "name", "DescribeInstances", ("InstanceId.1", guest.Id))).First();
}
