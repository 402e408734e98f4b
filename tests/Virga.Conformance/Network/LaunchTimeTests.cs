using System.Diagnostics;
using Virga.Conformance.Metadata;
using Xunit;

namespace Virga.Conformance.Network;

/// <summary>
/// What an instance with its real network costs against a bare <c>docker run</c> of the same image: from the call to
/// the first command of the user. Interleaved, since the machine's load changes.
/// Run it alone: <c>-explicit only -method "*.Network.LaunchTimeTests.*" -showLiveOutput</c>.
/// </summary>
public sealed class LaunchTimeTests(RealNetwork network, ITestOutputHelper output) : IClassFixture<RealNetwork>
{
    private const int Runs = 20;
    private const double MostOverDocker = 1.15;
    private const string Mark = "#!/bin/sh\nstarted=$(date +%s%N); echo started=$started.\n";

    [Fact(Explicit = true)]
    public async Task A_launch_into_the_fabric_takes_no_longer_than_a_bare_container()
    {
        network.Need();
        var (vpc, subnet, _) = await network.VpcAsync("10.20.0.0/16", "10.20.1.0/24");
        var group = await network.OpenGroupAsync(vpc);
        await network.LaunchAsync(subnet, group);
        List<double> docker = [], fabric = [];
        for (var run = 0; run < Runs; run++)
        {
            docker.Add(await DockerAsync());
            fabric.Add(await FabricAsync(subnet, group));
        }

        Report("docker run", docker);
        Report("RunInstances", fabric);
        if (Environment.GetEnvironmentVariable("VIRGA_BENCH_OUT") is { Length: > 0 } path)
        {
            await File.WriteAllTextAsync(
                path, $"From the call to the user's first command, medians of {Runs}, interleaved: `docker run` "
                + $"{Median(docker):f0} ms, RunInstances {Median(fabric):f0} ms.\n",
                TestContext.Current.CancellationToken);
        }

        Assert.InRange(Median(fabric) / Median(docker), 0, MostOverDocker);
    }

    private static async Task<double> DockerAsync()
    {
        var name = $"virga-launch-{Guid.NewGuid():n}";
        var before = Now();
        await Metadata.Run.Async(
            "docker", ["run", "-d", "--name", name, RealNetwork.Image, "sh", "-c", $"{Mark}exec sleep 600"]);
        var time = await StartedAsync(name) - before;
        await Metadata.Run.Async("docker", ["rm", "-f", name]);
        return time;
    }

    private async Task<double> FabricAsync(string subnet, string group)
    {
        var before = Now();
        var id = await network.Api.OneAsync(
            "instanceId", "RunInstances",
            ("ImageId", RealNetwork.Ami), ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"),
            ("SubnetId", subnet), ("SecurityGroupId.1", group),
            ("UserData", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Mark))));
        var time = await StartedAsync($"virga-ec2.{id}") - before;
        await network.Api.CallAsync("TerminateInstances", ("InstanceId.1", id));
        await RealNetwork.EventuallyAsync(async () => (await network.Api.AllAsync(
            "name", "DescribeInstances", ("InstanceId.1", id)))[0] == "terminated");
        return time;
    }

    /// <summary>When the script began, in milliseconds; the container's clock is the host's.</summary>
    private static async Task<double> StartedAsync(string container)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var said = (await Metadata.Run.Async("docker", ["logs", container])).Output.Split("started=");
            if (said.Length > 1 && said[^1].Contains('.')) return long.Parse(said[^1].Split('.')[0]) / 1e6;
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"{container} did not start");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    private void Report(string what, List<double> times) =>
        output.WriteLine($"{what}: median {Median(times):f0} ms, least {times.Min():f0}, most {times.Max():f0}");

    private static double Now() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalMilliseconds;

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
