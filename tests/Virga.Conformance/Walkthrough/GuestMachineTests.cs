using System.Diagnostics;
using Virga.Conformance.Disks;
using Virga.Conformance.Docker;
using Virga.Docker.Devices;
using Xunit;

namespace Virga.Conformance.Walkthrough;

/// <summary>
/// A guest is a machine, whatever image is behind it: the same life, by the API and by ssh, of an image with sshd, one
/// that boots systemd, one with nothing but busybox, and one whose own cloud-init takes the user data.
/// </summary>
public sealed class GuestMachineTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private const string UserData = """
        #cloud-config
        users:
          - default
          - name: ann
            shell: /bin/sh
            lock_passwd: true
        write_files:
          - path: /root/greeting
            content: "hello\n"
            permissions: '0600'
        runcmd:
          - echo ran >> /root/runs
          - [sh, -c, "stat -c %a /root/greeting > /root/mode"]
        """;

    private const string ReadVolume =
        "mkdir -p /data; grep -q ' /data ' /proc/mounts || mount /dev/sdf /data; cat /data/word";

    private const string WriteVolume = """
        set -e
        test -b /dev/sdf
        if command -v mkfs.ext4 > /dev/null; then mkfs.ext4 -q /dev/sdf; else mke2fs /dev/sdf > /dev/null; fi
        mkdir -p /data
        mount /dev/nvme1n1 /data
        printf disk > /data/word
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly string[] Images = ["debian-sshd", "debian-systemd", "debian-cloud-init", "busybox"];

    /// <summary>All four beside each other, since most of the time is waiting.</summary>
    [Fact]
    public async Task A_guest_is_a_machine()
    {
        await AwsCli.NeedAsync();
        await engine.NeedAsync([.. Images.Select(image => $"virga-test/{image}:latest")]);
        using var ssh = await SshClient.MakeAsync("ed25519");
        await using var server = await RunningServer.StartAsync("--ec2-mount-block-devices", "true");
        var aws = new AwsCli(server);
        using var ec2 = new Ec2Caller(server);
        await aws.Async("ec2", "import-key-pair", "--key-name", "mine", "--public-key-material",
            $"fileb://{ssh.PublicKeyPath}");
        await Task.WhenAll(Images.Select(image => LiveAsync(image, aws, ec2, ssh)));
        if (LoopDevices.UnavailableBecause() is { } reason) Assert.Skip($"reason: all but volumes was shown: {reason}");
    }

    private async Task LiveAsync(string image, AwsCli aws, Ec2Caller ec2, SshClient ssh)
    {
        var machine = new LoggedIn(aws, ssh, await LaunchAsync(aws, await TagAsync(image), "--key-name=mine"));

        await machine.UntilAsync("ok", "Tags[?Key=='aws:virga:user-data']|[0].Value");
        Assert.Equal("hello\nran\n600\n", await machine.RunAsync("cat /root/greeting /root/runs /root/mode"));
        Assert.Equal("ann\n", await machine.RunAsync("id -un ann"));
        Assert.Equal(await aws.InstanceAsync(machine.Id, "PrivateDnsName") + "\n", await machine.RunAsync("hostname"));
        Assert.Equal(InitOf(image) + "\n", await machine.RunAsync("cat /proc/1/comm"));
        if (image == "debian-cloud-init")
            Assert.Contains("\"DataSourceEc2\"", await machine.RunAsync("cat /run/cloud-init/result.json"),
                StringComparison.Ordinal);
        Assert.Equal(5, (await ssh.RunAsync(await machine.PortAsync(), "root", "exit 5")).Code);
        if (image != "busybox") await CopyAsync(machine, ssh);
        var hasVolume = await WriteVolumeAsync(machine, ec2);

        await aws.Async("ec2", "stop-instances", "--instance-ids", machine.Id);
        await aws.Async("ec2", "wait", "instance-stopped", "--instance-ids", machine.Id);
        await aws.Async("ec2", "start-instances", "--instance-ids", machine.Id);
        await aws.Async("ec2", "wait", "instance-running", "--instance-ids", machine.Id);
        Assert.Equal("hello\nran\n", await machine.RunAsync("cat /root/greeting /root/runs"));

        var before = await StartedAsync(machine.Id);
        await aws.Async("ec2", "reboot-instances", "--instance-ids", machine.Id);
        await EventuallyAsync(async () => await StartedAsync(machine.Id) != before);
        Assert.Equal("hello\nran\n", await machine.RunAsync("cat /root/greeting /root/runs"));
        if (hasVolume) Assert.Equal("disk", await machine.RunAsync(ReadVolume));
        await CaptureAsync(machine, ec2, hasVolume);

        // The connection may end before the command says that it did.
        await ssh.RunAsync(await machine.PortAsync(), "root", "poweroff");
        await machine.UntilAsync("stopped", "State.Name");
        Assert.Equal("Client.InstanceInitiatedShutdown", await aws.InstanceAsync(machine.Id, "StateReason.Code"));
        await aws.Async("ec2", "terminate-instances", "--instance-ids", machine.Id);
        await aws.Async("ec2", "wait", "instance-terminated", "--instance-ids", machine.Id);
    }

    private static string InitOf(string image) => image is "debian-systemd" or "debian-cloud-init" ? "systemd" : "init";

    /// <summary>A volume comes to the running machine, and gets a file system with a file.</summary>
    private static async Task<bool> WriteVolumeAsync(LoggedIn machine, Ec2Caller ec2)
    {
        if (LoopDevices.UnavailableBecause() is not null) return false;
        var volume = await ec2.VolumeAsync(machine.Id, ("Size", "1"));
        await ec2.AttachAsync(volume, machine.Id, "/dev/sdf");
        await machine.RunAsync(WriteVolume);
        Assert.Equal("disk", await machine.RunAsync(ReadVolume));
        return true;
    }

    /// <summary>An image of the machine, with the reboot that AWS makes for it, launches with all its disks.</summary>
    private static async Task CaptureAsync(LoggedIn machine, Ec2Caller ec2, bool hasVolume)
    {
        var image = await ec2.ReadAsync("imageId", "CreateImage",
            ("InstanceId", machine.Id), ("Name", $"made-of-{machine.Id}"));
        await EventuallyAsync(async () =>
            await ec2.ReadAsync("imageState", "DescribeImages", ("ImageId.1", image)) == "available");
        Assert.Equal("hello\nran\n", await machine.RunAsync("cat /root/greeting /root/runs"));
        var copy = machine with { Id = await ec2.LaunchAsync(image, ("KeyName", "mine")) };
        Assert.Equal("hello\nran\n", await copy.RunAsync("cat /root/greeting /root/runs"));
        if (hasVolume) Assert.Equal("disk", await copy.RunAsync(ReadVolume));
        await ec2.TerminateAsync(copy.Id);
        await ec2.CallAsync("DeregisterImage", ("ImageId", image), ("DeleteAssociatedSnapshots", "true"));
    }

    [Fact]
    public async Task Instance_Connect_and_virga_ssh_get_in_without_a_key_pair()
    {
        await AwsCli.NeedAsync();
        await engine.NeedAsync(RealEngine.DebianSshd, RealEngine.Busybox);
        using var ssh = await SshClient.MakeAsync("ed25519");
        await using var server = await RunningServer.StartAsync();
        var aws = new AwsCli(server);
        foreach (var image in (string[])["debian-sshd", "busybox"])
        {
            var machine = new LoggedIn(aws, ssh, await LaunchAsync(
                aws, await TagAsync(image), "--instance-initiated-shutdown-behavior=terminate"));
            await EventuallyAsync(async () => await aws.Async("ec2-instance-connect", "send-ssh-public-key",
                "--instance-id", machine.Id, "--instance-os-user", "root", "--ssh-public-key",
                $"file://{ssh.PublicKeyPath}", "--query", "Success") == "true");
            Assert.Equal("root\n", await machine.RunAsync("id -un"));

            foreach (var target in (string[])[machine.Id, $"root@{machine.Id}"])
                Assert.Equal((0, "root\n"), await VirgaSshAsync(server, target, "id -un"));

            // The connection may end before the command says that it did.
            await VirgaSshAsync(server, machine.Id, "poweroff");
            await machine.UntilAsync("terminated", "State.Name");
            Assert.Equal("Client.InstanceInitiatedShutdown", await aws.InstanceAsync(machine.Id, "StateReason.Code"));
        }
    }

    private static async Task<(int Code, string Output)> VirgaSshAsync(
        RunningServer server, string target, string command)
    {
        var said = await Metadata.Run.Async("dotnet",
            [Path.Combine(AppContext.BaseDirectory, "virga-server.dll"), "ssh", "--port", $"{server.Port}", target,
             "--", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", command]);
        return (said.Code, said.Output);
    }

    /// <summary>Also where the image's own cloud-init runs it, whose result has no statuses.</summary>
    [Theory]
    [InlineData("debian-sshd", "exit 4")]
    [InlineData("debian-cloud-init", "exit 4, bootcmd failed")]
    public async Task The_exit_status_of_user_data_is_told_by_the_api(string image, string early)
    {
        await engine.NeedAsync($"virga-test/{image}:latest");
        await using var server = await RunningServer.StartAsync();
        using var ec2 = new Ec2Caller(server);
        var ami = await TagAsync(image);
        await EventuallyAsync(async () => (await ec2.TryAsync("DescribeImages", ("ImageId.1", ami))).IsFine);
        foreach (var (script, outcome) in new[]
        {
            ("#!/bin/sh\nexit 7\n", "exit 7"), ("#!/bin/sh\ntrue\n", "ok"),
            ("#cloud-config\nruncmd:\n  - echo before\n  - exit 9\n", "exit 9"),
            ("#cloud-config\nbootcmd:\n  - exit 4\n", early),
        })
        {
            var instance = await ec2.LaunchAsync(
                ami, ("UserData", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(script))));
            var seen = "";
            await EventuallyAsync(async () => (seen = (await ec2.CallAsync(
                "DescribeTags", ("Filter.1.Name", "resource-id"), ("Filter.1.Value.1", instance),
                ("Filter.2.Name", "key"), ("Filter.2.Value.1", "aws:virga:user-data")))
                .Descendants("value").FirstOrDefault()?.Value ?? "") != "");
            Assert.Equal((script, outcome), (script, seen));
            await ec2.TerminateAsync(instance);
        }
    }

    private static async Task CopyAsync(LoggedIn machine, SshClient ssh)
    {
        var copied = await ssh.CopyAsync(
            await machine.PortAsync(), ssh.PublicKeyPath, "root@127.0.0.1:/root/copied");
        Assert.True(copied.Code == 0, copied.Error);
        Assert.Equal(ssh.PublicKey + "\n", await machine.RunAsync("cat /root/copied"));
    }

    private static async Task<string> LaunchAsync(AwsCli aws, string ami, string option)
    {
        var path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, UserData);
        var instance = "";
        await EventuallyAsync(async () => (await aws.Async("ec2", "describe-images", "--query", "Images[].ImageId",
            "--filters", $"Name=image-id,Values={ami}", "--output", "text")).Contains(ami, StringComparison.Ordinal));
        instance = await aws.Async(
            "ec2", "run-instances", "--image-id", ami, "--instance-type", "t3.nano", option, "--user-data",
            $"file://{path}", "--query", "Instances[0].InstanceId", "--output", "text");
        File.Delete(path);
        await aws.Async("ec2", "wait", "instance-running", "--instance-ids", instance);
        return instance;
    }

    /// <summary>A name of this run for the image, under which it is an AMI.</summary>
    private async Task<string> TagAsync(string image)
    {
        var ami = "ami-" + Guid.NewGuid().ToString("n")[..17];
        var name = $"virga-ec2/{image}";
        await engine.Client.Images.TagAsync($"virga-test/{image}:latest", name, ami, RealEngine.Cancellation);
        engine.Later(() => engine.Client.Images.RemoveAsync($"{name}:{ami}", CancellationToken.None));
        return ami;
    }

    private static async Task<string> StartedAsync(string instance) => (await Metadata.Run.Async(
        "docker", ["inspect", "-f", "{{.State.StartedAt}} {{.State.Running}}", $"virga-ec2.{instance}"])).Output;

    private static async Task EventuallyAsync(Func<Task<bool>> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!await isSo())
        {
            Assert.True(clock.Elapsed < Patience, "it did not come to be in time");
            await Task.Delay(500, RealEngine.Cancellation);
        }
    }

    /// <summary>An instance and the key that opens it.</summary>
    private sealed record LoggedIn(AwsCli Aws, SshClient Ssh, string Id)
    {
        public async Task<int> PortAsync() => int.Parse(
            (await Aws.InstanceAsync(Id, "Tags[?Key=='aws:virga:ssh']|[0].Value")).Split(':')[^1]);

        /// <summary>What a command says; tried again until the machine lets in.</summary>
        public async Task<string> RunAsync(string command)
        {
            var said = (Code: -1, Output: "", Error: "");
            await EventuallyAsync(async () =>
            {
                said = await Ssh.RunAsync(await PortAsync(), "root", command);
                return said.Code != 255;
            });
            Assert.True(said.Code == 0, $"{command}: {said}");
            return said.Output;
        }

        public async Task UntilAsync(string value, string field)
        {
            var seen = "";
            var clock = Stopwatch.StartNew();
            while ((seen = await Aws.InstanceAsync(Id, field)) != value)
            {
                await Task.Delay(500, RealEngine.Cancellation);
                if (clock.Elapsed < Patience) continue;
                var console = await Aws.Async("ec2", "get-console-output", "--instance-id", Id, "--query", "Output");
                Assert.Fail($"{field} is {seen}, not {value}\n{console}");
            }
        }
    }
}
