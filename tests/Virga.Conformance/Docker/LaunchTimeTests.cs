using System.Diagnostics;
using System.Net.Sockets;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

/// <summary>
/// What our init costs a launch: from the call that creates the container to the first command of the user, against
/// the same container without it and against the docker command. Interleaved, since the machine's load changes.
/// Run it alone: <c>-explicit only -method "*.LaunchTimeTests.*" -showLiveOutput</c>.
/// </summary>
public sealed class LaunchTimeTests(RealEngine engine, ITestOutputHelper output) : IClassFixture<RealEngine>
{
    private const int Runs = 20;
    private const double MostOverDocker = 1.15;
    private const string Mark = "started=$(date +%s%N); echo started=$started.";

    [Fact(Explicit = true)]
    public async Task The_init_costs_a_launch_next_to_nothing()
    {
        await engine.NeedAsync(DebianSshd);
        var mount = await new GuestInit(engine.Client, Guest.NeedBinary()).EnsureAsync(Cancellation);
        List<double> command = [], bare = [], guest = [], ssh = [];

        for (var run = 0; run < Runs; run++)
        {
            command.Add(await CommandAsync());
            bare.Add(await LaunchAsync(new() { Image = DebianSshd, Cmd = ["sh", "-c", $"{Mark}; exec sleep 600"] }));
            var spec = GuestInit.Machine(
                new() { Image = DebianSshd }, Guest.Parameters($"#!/bin/sh\n{Mark}\n"), mount);
            guest.Add(await LaunchAsync(spec));
            ssh.Add(await LaunchToSshAsync(spec));
        }

        Report("docker run", command);
        Report("create and start, no init", bare);
        Report("create and start, our init, user data runs", guest);
        Report("create and start, our init, sshd answers", ssh);
        Assert.InRange(Median(guest) / Median(command), 0, MostOverDocker);
    }

    private async Task<double> CommandAsync()
    {
        var name = $"virga-launch-{engine.Run}";
        var before = Now();
        using var process = Process.Start(new ProcessStartInfo("docker",
            ["run", "-d", "--name", name, DebianSshd, "sh", "-c", $"{Mark}; exec sleep 600"])
        {
            RedirectStandardOutput = true,
        })!;
        await process.WaitForExitAsync(Cancellation);
        var after = await StartedAsync(new(engine, name));
        await engine.Client.Containers.RemoveAsync(name, Cancellation);
        return (after - before) / 1e6;
    }

    private async Task<double> LaunchAsync(ContainerSpec spec)
    {
        var before = Now();
        var id = await engine.CreateAsync(spec);
        await engine.Client.Containers.StartAsync(id, Cancellation);
        var after = await StartedAsync(new(engine, id));
        await engine.Client.Containers.RemoveAsync(id, Cancellation);
        return (after - before) / 1e6;
    }

    private async Task<double> LaunchToSshAsync(ContainerSpec spec)
    {
        var watch = Stopwatch.StartNew();
        var id = await engine.CreateAsync(spec);
        await engine.Client.Containers.StartAsync(id, Cancellation);
        var networks = (await engine.Client.Containers.InspectAsync(id, Cancellation)).NetworkSettings!.Networks!;
        while (!await AnswersAsync(networks["bridge"].IPAddress!)) await Task.Delay(1, Cancellation);
        var time = watch.Elapsed.TotalMilliseconds;
        await engine.Client.Containers.RemoveAsync(id, Cancellation);
        return time;
    }

    private static async Task<bool> AnswersAsync(string address)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(address, 22, Cancellation);
            return await client.GetStream().ReadAsync(new byte[32], Cancellation) > 0;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>When the container's script began, in nanoseconds; its clock is the host's.</summary>
    private static async Task<long> StartedAsync(Guest guest)
    {
        var console = await guest.ConsoleHasAsync(".\n");
        return long.Parse(console.Split("started=")[1].Split('.')[0]);
    }

    private static long Now() => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private void Report(string what, List<double> times) =>
        output.WriteLine($"{what}: median {Median(times):f0} ms, least {times.Min():f0}, most {times.Max():f0}");
}
