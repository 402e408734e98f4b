using System.Diagnostics;
using System.Formats.Tar;
using System.Text;
using Virga.Docker.Init;
using Xunit;
using static Virga.Conformance.Docker.RealEngine;

namespace Virga.Conformance.Docker;

/// <summary>What the guest's init does, in images that have everything, little, and nothing.</summary>
public sealed class GuestBootTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private const string Finished = "virga-init: boot finished";

    [Theory]
    [InlineData(DebianSshd, "/bin/bash -eu")]
    [InlineData(Busybox, "/bin/sh -eu")]
    public async Task User_data_runs_once_in_the_life_of_an_instance(string image, string shell)
    {
        var script = $"#!{shell}\necho \"I am $(id -un) at $(pwd)\"\necho noise >&2\necho x >> /root/runs\nexit 3\n";
        var guest = await Guest.StartAsync(engine, image, Guest.Parameters(script));

        var console = await guest.ConsoleHasAsync(Finished);
        Assert.Contains("I am root at /\nnoise\n", console, StringComparison.Ordinal);
        Assert.Contains("part-001 ended with status 3", console, StringComparison.Ordinal);
        Assert.Equal("I am root at /\nnoise\n", await guest.RunAsync("cat /var/log/cloud-init-output.log"));
        Assert.Equal(script, await guest.RunAsync("cat /var/lib/cloud/instances/i-0123456789abcdef0/user-data.txt"));
        Assert.Equal(script, await guest.RunAsync("cat /var/lib/cloud/instance/scripts/part-001"));
        Assert.Equal("i-0123456789abcdef0\n", await guest.RunAsync("cat /var/lib/cloud/data/instance-id"));
        Assert.Contains("user data failed", await guest.RunAsync("cat /var/lib/cloud/data/result.json"),
            StringComparison.Ordinal);

        await guest.RunAsync("mkdir -p /var/lib/cloud/scripts/per-boot; cd /var/lib/cloud/scripts/per-boot; " +
            $"printf '#!{shell}\\necho each boot\\n' > a.sh; chmod 755 a.sh");
        await guest.StopAsync();
        await guest.StartAsync();
        Assert.Contains("each boot\n", await guest.ConsoleHasAsync(Finished, times: 2), StringComparison.Ordinal);
        Assert.Equal("x\n", await guest.RunAsync("cat /root/runs"));
    }

    [Fact]
    public async Task A_script_that_goes_on_for_ever_does_not_hold_up_the_machine()
    {
        var guest = await Guest.StartAsync(engine, DebianSshd,
            Guest.Parameters("#!/bin/bash -xeu\napt update\napt install python3 -y\npython3 -m http.server 8000\n"));
        var address = (await guest.InspectAsync()).NetworkSettings!.Networks!["bridge"].IPAddress;
        using var http = new HttpClient();
        var page = "";

        for (var end = DateTime.UtcNow + Guest.Patience; page == "" && DateTime.UtcNow < end;)
        {
            try
            {
                page = await http.GetStringAsync($"http://{address}:8000/", Cancellation);
            }
            catch (HttpRequestException)
            {
                await Task.Delay(50, Cancellation);
            }
        }

        Assert.Contains("Directory listing", page, StringComparison.Ordinal);
        Assert.Contains("+ apt install python3 -y", await guest.ConsoleAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(Finished, await guest.ConsoleAsync(), StringComparison.Ordinal);
        var watch = Stopwatch.StartNew();
        await guest.StopAsync();
        Assert.InRange(watch.ElapsedMilliseconds, 0, 10_000);
        Assert.Equal(0, (await guest.InspectAsync()).State.ExitCode);
    }

    [Fact]
    public async Task User_data_that_is_no_script_is_named_and_not_run()
    {
        var guest = await Guest.StartAsync(engine, Busybox, Guest.Parameters("touch /root/ran\n"));

        var console = await guest.ConsoleHasAsync(Finished);

        Assert.Contains("user data is not run: it starts with \"touch /root/ran\"", console, StringComparison.Ordinal);
        Assert.Equal("", await guest.RunAsync("ls /root"));
    }

    [Fact]
    public async Task An_image_with_nothing_in_it_boots_and_stops()
    {
        await engine.NeedAsync();
        using var archive = new MemoryStream(new byte[1024]);
        var image = await engine.Client.Images.ImportAsync(archive, null, null, [], Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync(image, CancellationToken.None));

        var guest = await Guest.StartAsync(engine, image, Guest.Parameters("#!/bin/sh\necho never\n"));

        var console = await guest.ConsoleHasAsync(Finished);
        Assert.Contains("part-001 can not be run: No such file or directory", console, StringComparison.Ordinal);
        Assert.Contains("part-001 ended with status 127", console, StringComparison.Ordinal);
        Assert.True((await guest.InspectAsync()).State.Running);
        await guest.StopAsync();
        Assert.Equal(0, (await guest.InspectAsync()).State.ExitCode);
    }

    [Fact]
    public async Task Nothing_runs_before_the_network_is_there()
    {
        var parameters = Guest.Parameters("#!/bin/sh\necho ran\n") with { Interfaces = 1 };
        var guest = await Guest.StartAsync(engine, Busybox, parameters, new() { NetworkMode = "none" });
        await guest.ConsoleHasAsync("waiting for the network");
        Assert.DoesNotContain("ran\n", await guest.ConsoleAsync(), StringComparison.Ordinal);

        await engine.Client.Networks.DisconnectAsync("none", guest.Id, Cancellation);
        await engine.Client.Networks.ConnectAsync("bridge", guest.Id, null, Cancellation);

        Assert.Contains("ran\n", await guest.ConsoleHasAsync(Finished), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waiting_for_the_network_can_be_stopped()
    {
        var guest = await Guest.StartAsync(engine, Busybox, Guest.Parameters() with { Interfaces = 1 },
            new() { NetworkMode = "none" });
        var watch = Stopwatch.StartNew();

        await guest.StopAsync();

        Assert.InRange(watch.ElapsedMilliseconds, 0, 10_000);
        Assert.Equal(0, (await guest.InspectAsync()).State.ExitCode);
    }

    [Theory]
    [InlineData("poweroff", 0)]
    [InlineData("shutdown -h now", 0)]
    [InlineData("reboot", GuestInit.RebootStatus)]
    [InlineData("shutdown -r now", GuestInit.RebootStatus)]
    public async Task Power_commands_in_the_guest_end_it_with_their_own_status(string command, int status)
    {
        var guest = await Guest.StartAsync(engine, DebianSshd, Guest.Parameters($"#!/bin/sh\n{command}\nsleep 100\n"));

        Assert.Equal(status, await guest.ExitAsync());
    }

    [Fact]
    public async Task Processes_get_a_signal_and_time_and_the_stubborn_ones_are_killed()
    {
        var script = "#!/bin/sh\n(trap 'echo saved; exit' TERM; while :; do sleep 0.1; done) &\n" +
            "trap '' TERM\nwhile :; do sleep 0.1; done\n";
        var parameters = Guest.Parameters(script) with { StopTime = TimeSpan.FromSeconds(2) };
        var guest = await Guest.StartAsync(engine, Busybox, parameters);
        while ((await guest.RunAsync("ps")).Split("part-001").Length < 3) await Task.Delay(50, Cancellation);
        var watch = Stopwatch.StartNew();

        await guest.StopAsync();

        Assert.InRange(watch.ElapsedMilliseconds, 1_500, 10_000);
        Assert.Matches("stopping\n(.*\n)*saved\n", await guest.ConsoleAsync());
        Assert.Equal(0, (await guest.InspectAsync()).State.ExitCode);
    }

    [Fact]
    public async Task The_images_own_init_takes_over_and_user_data_runs_beside_it()
    {
        var script = "#!/bin/sh\necho ran beside $(cat /proc/1/comm)\n";
        var parameters = Guest.Parameters(script) with { Exec = "/bin/init" };
        var guest = await Guest.StartAsync(engine, Busybox, parameters);

        var console = await guest.ConsoleHasAsync(Finished);

        Assert.Contains("ran beside init\n", console, StringComparison.Ordinal);
        Assert.EndsWith("busybox\n", await guest.RunAsync("readlink /proc/1/exe"), StringComparison.Ordinal);
        await guest.RunAsync("sleep 0.5");
        Assert.DoesNotContain("/.virga/init", await guest.RunAsync("ps"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_an_image_says_the_machine_boots_as_root()
    {
        await engine.NeedAsync(Busybox);
        var container = await engine.StartAsync("exit 0", new() { Image = Busybox, StopSignal = "SIGHUP" });
        var image = await engine.Client.Containers.CommitAsync(container, new()
        {
            Changes = ["USER 1234", "WORKDIR /tmp", "ENTRYPOINT [\"/bin/false\"]", "CMD [\"x\"]",
                "HEALTHCHECK CMD /bin/false", "ENV FROM_IMAGE=kept"],
        }, Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync(image, CancellationToken.None));
        var guest = await Guest.StartAsync(engine, image, Guest.Parameters("#!/bin/sh\necho $(id -u) $FROM_IMAGE\n"));

        Assert.Contains("0 kept\n", await guest.ConsoleHasAsync(Finished), StringComparison.Ordinal);
        await guest.StopAsync();
        Assert.Equal(0, (await guest.InspectAsync()).State.ExitCode);
    }

    [Fact]
    public async Task An_image_made_of_a_guest_boots_as_a_new_machine()
    {
        var original = await Guest.StartAsync(engine, DebianSshd,
            Guest.Parameters("#!/bin/sh\necho one > /root/file\n"));
        await original.ConsoleHasAsync(Finished);
        var hostKey = await original.RunAsync("cat /etc/ssh/ssh_host_ed25519_key.pub");
        var image = await engine.Client.Containers.CommitAsync(
            original.Id, new() { Changes = GuestInit.CaptureChanges }, Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync(image, CancellationToken.None));

        var copy = await Guest.StartAsync(engine, image,
            Guest.Parameters("#!/bin/sh\ncat /root/file\n") with { InstanceId = "i-0000000000000000c" });

        Assert.Contains("one\n", await copy.ConsoleHasAsync(Finished), StringComparison.Ordinal);
        Assert.Equal("i-0000000000000000c\n", await copy.RunAsync("cat /var/lib/cloud/data/instance-id"));
        var captured = (await engine.Client.Images.InspectAsync(image, Cancellation)).Config!;
        Assert.Contains("virga.init=", captured.Env!);
        Assert.DoesNotContain(captured.Env!, entry => entry.Contains("i-0123456789abcdef0", StringComparison.Ordinal));
        Assert.NotEqual(hostKey, await copy.RunAsync("cat /etc/ssh/ssh_host_ed25519_key.pub"));
    }

    [Fact]
    public async Task Orphans_are_reaped()
    {
        var guest = await Guest.StartAsync(engine, Busybox, Guest.Parameters());
        await guest.RunAsync("for i in 1 2 3 4 5 6 7 8; do (sleep 0.2 &); done; sleep 0.5");

        Assert.DoesNotContain("sleep", await guest.RunAsync("ps | grep -v grep | grep '[s]leep'"),
            StringComparison.Ordinal);
        Assert.DoesNotContain("Z", await guest.RunAsync("cut -d' ' -f3 /proc/[0-9]*/stat"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task User_data_does_not_leak_into_the_environment_of_processes()
    {
        var guest = await Guest.StartAsync(engine, Busybox, Guest.Parameters("#!/bin/sh\nenv\n"));
        var console = await guest.ConsoleHasAsync(Finished);

        Assert.Contains("HOME=/root\n", console, StringComparison.Ordinal);
        Assert.DoesNotContain("virga.init", console, StringComparison.Ordinal);
        Assert.DoesNotContain("user-data", await guest.RunAsync("cat /proc/1/environ"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parameters_put_into_a_stopped_guest_win()
    {
        var console = await SecondLifeAsync(Guest.Parameters("#cloud-boothook\n#!/bin/sh\necho second life\n"));

        Assert.Contains("second life\n", console, StringComparison.Ordinal);
    }

    /// <summary>They came with an image that was captured of the other instance.</summary>
    [Fact]
    public async Task Parameters_of_another_instance_do_not()
    {
        var others = Guest.Parameters("#cloud-boothook\n#!/bin/sh\necho second life\n");

        var console = await SecondLifeAsync(others with { InstanceId = "i-0000000000000000b" });

        Assert.DoesNotContain("second life", console, StringComparison.Ordinal);
    }

    /// <summary>Starts a guest, stops it, puts the parameters there, starts it again; gives its console.</summary>
    private async Task<string> SecondLifeAsync(GuestParameters parameters)
    {
        var guest = await Guest.StartAsync(engine, Busybox, Guest.Parameters());
        await guest.ConsoleHasAsync(Finished);
        await guest.StopAsync();
        using var archive = new MemoryStream();
        using (var writer = new TarWriter(archive, leaveOpen: true))
            writer.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, Path.GetFileName(GuestParameters.FilePath))
            {
                DataStream = new MemoryStream(Encoding.UTF8.GetBytes(parameters.ToText())),
            });
        archive.Position = 0;

        await engine.Client.Containers.PutArchiveAsync(
            guest.Id, Path.GetDirectoryName(GuestParameters.FilePath)!, archive, Cancellation);
        await guest.StartAsync();
        return await guest.ConsoleHasAsync(Finished, times: 2);
    }
}
