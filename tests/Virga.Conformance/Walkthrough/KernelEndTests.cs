using System.Diagnostics;
using Virga.Conformance.Disks;
using Virga.Conformance.Docker;
using Xunit;

namespace Virga.Conformance.Walkthrough;

/// <summary>
/// An init that ends by reboot(2), as busybox's and OpenRC's do and systemd does not: stop takes no longer than its
/// services need, and what is typed in the guest stops or starts the instance.
/// </summary>
public sealed class KernelEndTests(RealEngine engine) : IClassFixture<RealEngine>
{
    /// <summary>Less than the half minute after which the engine kills.</summary>
    private static readonly TimeSpan BeforeTheKill = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Stop_poweroff_and_reboot_end_the_machine()
    {
        await engine.NeedAsync(RealEngine.Busybox);
        var info = await engine.Client.InfoAsync(RealEngine.Cancellation);
        if (info.SecurityOptions?.Any(one => one.Contains("seccomp", StringComparison.Ordinal)) != true)
            Assert.Skip("reason: the engine filters no system calls (seccomp), so guests may not call reboot(2)");
        var ami = await MakeAmiAsync();
        await using var server = await RunningServer.StartAsync("--backend", "docker", "--ec2-network", "bridge");
        using var ec2 = new Ec2Caller(server);
        await Ec2Caller.UntilAsync("it is an AMI", async () =>
            (await ec2.TryAsync("DescribeImages", ("ImageId.1", ami))).IsFine);
        var instance = await ec2.LaunchAsync(ami);
        await ListensAsync(instance);

        var clock = Stopwatch.StartNew();
        await ec2.CallAsync("StopInstances", ("InstanceId.1", instance));
        await StateAsync(ec2, instance, "stopped");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, BeforeTheKill);

        await ec2.CallAsync("StartInstances", ("InstanceId.1", instance));
        await StateAsync(ec2, instance, "running");
        await ListensAsync(instance);
        await InGuestAsync(instance, "touch /run/before; reboot");
        await Ec2Caller.UntilAsync("it booted again", async () =>
            await InGuestAsync(instance, "test -e /run/before || echo anew") == "anew\n");
        Assert.Equal("running", await ec2.InstanceStateAsync(instance));

        await ListensAsync(instance);
        await InGuestAsync(instance, "poweroff");
        await StateAsync(ec2, instance, "stopped");
        Assert.Contains("Client.InstanceInitiatedShutdown",
            (await ec2.CallAsync("DescribeInstances", ("InstanceId.1", instance))).ToString(),
            StringComparison.Ordinal);
        await ec2.TerminateAsync(instance);
    }

    /// <summary>Until the image's init is there and has said what it does at the signals for off and reboot, 12 and 15.
    /// </summary>
    private static Task ListensAsync(string instance) => Ec2Caller.UntilAsync("the image's init listens", async () =>
        await InGuestAsync(instance, """
            readlink /proc/1/exe | grep -q busybox || exit 1
            while read -r name mask; do
              case $name in SigCgt:|SigBlk:) all=$((all | 0x$mask)) ;; esac
            done </proc/1/status
            [ $((all & 0x4800)) = $((0x4800)) ] && echo yes
            """) == "yes\n");

    private static Task StateAsync(Ec2Caller ec2, string instance, string state) =>
        Ec2Caller.UntilAsync(state, async () => await ec2.InstanceStateAsync(instance) == state);

    private static async Task<string> InGuestAsync(string instance, string command) => (await Metadata.Run.Async(
        "docker", ["exec", $"virga-ec2.{instance}", "sh", "-c", command])).Output;

    /// <summary>The image without ssh, booting with its own init.</summary>
    private async Task<string> MakeAmiAsync()
    {
        var ami = "ami-" + Guid.NewGuid().ToString("n")[..17];
        var container = await engine.StartAsync("exit 0", new() { Image = RealEngine.Busybox });
        var image = await engine.Client.Containers.CommitAsync(
            container, new() { Changes = ["ENTRYPOINT []", "CMD [\"/sbin/init\"]"] }, RealEngine.Cancellation);
        await engine.Client.Images.TagAsync(image, "virga-ec2/busybox-init", ami, RealEngine.Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync(
            $"virga-ec2/busybox-init:{ami}", CancellationToken.None));
        return ami;
    }
}
