using Virga.Conformance.Docker;
using Xunit;
using static Virga.Conformance.Disks.DiskRig;

namespace Virga.Conformance.Disks;

/// <summary>Volumes of container instances: real block devices of real loop devices over real files.</summary>
public sealed class VolumeTests(RealEngine engine) : IClassFixture<RealEngine>
{
    [Fact]
    public async Task What_one_instance_writes_another_reads()
    {
        await using var rig = await StartAsync(engine);
        var one = await rig.Ec2.LaunchAsync(Ami);
        var other = await rig.Ec2.LaunchAsync(Ami);
        var volume = await rig.Ec2.VolumeAsync(one, ("Size", "2"));

        await rig.Ec2.AttachAsync(volume, one, "/dev/sdf");
        await ShellAsync(one, "mkfs.ext4 -q /dev/sdf && mount /dev/xvdf /mnt && echo mine > /mnt/file && umount /mnt");
        var id = volume.Replace("-", "", StringComparison.Ordinal);
        await ShellAsync(one, $"test -b /dev/nvme1n1 && test -b /dev/disk/by-id/nvme-Amazon_Elastic_Block_Store_{id}");
        await rig.Ec2.DetachAsync(volume);
        Assert.NotEqual(0, (await TryAsync(one, "test -e /dev/sdf")).Code);
        await rig.Ec2.AttachAsync(volume, other, "/dev/sdk");

        Assert.Equal("mine\n", await ShellAsync(other, "mount /dev/sdk /mnt && cat /mnt/file"));
    }

    [Fact]
    public async Task A_mounted_volume_is_busy_until_it_is_let_go_and_goes_at_once_by_force()
    {
        await using var rig = await StartAsync(engine);
        var instance = await rig.Ec2.LaunchAsync(Ami);
        var volume = await rig.Ec2.VolumeAsync(instance, ("Size", "1"));
        await rig.Ec2.AttachAsync(volume, instance, "/dev/sdf");
        await ShellAsync(instance, "mkfs.ext4 -q /dev/sdf && mount /dev/sdf /mnt && echo safe > /mnt/file && sync");

        await rig.Ec2.CallAsync("DetachVolume", ("VolumeId", volume));
        await Ec2Caller.UntilAsync("busy", async () => (await rig.Ec2.VolumeStateAsync(volume)).Attachment == "busy");
        Assert.Equal("safe\n", await ShellAsync(instance, "cat /mnt/file"));
        await ShellAsync(instance, "umount /mnt");
        await Ec2Caller.UntilAsync(
            "let go", async () => (await rig.Ec2.VolumeStateAsync(volume)).Volume == "available");

        await rig.Ec2.AttachAsync(volume, instance, "/dev/sdf");
        await ShellAsync(instance, "mount /dev/sdf /mnt");
        await rig.Ec2.DetachAsync(volume, isForced: true);
        Assert.NotEqual(0, (await TryAsync(instance, "echo lost > /mnt/lost && sync /mnt/lost")).Code);
        await rig.Ec2.AttachAsync(volume, instance, "/dev/sdg");
        Assert.Equal("file\n", await ShellAsync(
            instance, "mkdir /again && mount /dev/sdg /again && ls /again | grep -v found"));
    }

    [Fact]
    public async Task A_snapshot_has_the_data_of_its_moment_and_outlives_its_volume()
    {
        await using var rig = await StartAsync(engine);
        var instance = await rig.Ec2.LaunchAsync(Ami);
        var volume = await rig.Ec2.VolumeAsync(instance, ("Size", "1"));
        await rig.Ec2.AttachAsync(volume, instance, "/dev/sdf");
        await ShellAsync(instance, "mkfs.ext4 -q /dev/sdf && mount /dev/sdf /mnt && echo before > /mnt/file");

        var snapshot = await rig.Ec2.SnapshotAsync(volume);                 // mounted, and nobody called sync
        await ShellAsync(instance, "echo after > /mnt/file && umount /mnt");
        await rig.Ec2.DetachAsync(volume);
        await rig.Ec2.CallAsync("DeleteVolume", ("VolumeId", volume));
        var copy = await rig.Ec2.ReadAsync(
            "snapshotId", "CopySnapshot", ("SourceRegion", "us-east-1"), ("SourceSnapshotId", snapshot));
        await rig.Ec2.CompletedAsync(copy);
        await rig.Ec2.CallAsync("DeleteSnapshot", ("SnapshotId", snapshot));
        var restored = await rig.Ec2.VolumeAsync(instance, ("SnapshotId", copy), ("Size", "2"));
        await rig.Ec2.AttachAsync(restored, instance, "/dev/sdf");

        Assert.Equal("before\n", await ShellAsync(instance, "mount /dev/sdf /mnt && cat /mnt/file"));
        await Ec2Caller.UntilAsync("bytes are freed", () => Task.FromResult(
            !File.Exists(Path.Combine(rig.Disks, snapshot + ".raw"))
            && !File.Exists(Path.Combine(rig.Disks, volume + ".raw"))));
    }

    [Fact]
    public async Task A_volume_grows_under_its_guest_and_survives_stop_start_and_a_crash()
    {
        await using var rig = await StartAsync(engine);
        var instance = await rig.Ec2.LaunchAsync(Ami);
        var volume = await rig.Ec2.VolumeAsync(instance, ("Size", "1"));
        await rig.Ec2.AttachAsync(volume, instance, "/dev/sdf");
        await ShellAsync(instance, "mkfs.ext4 -q /dev/sdf && mount /dev/sdf /mnt && echo kept > /mnt/file");

        await rig.Ec2.CallAsync("ModifyVolume", ("VolumeId", volume), ("Size", "3"));
        await Ec2Caller.UntilAsync("grown", async () =>
            await ShellAsync(instance, "blockdev --getsize64 /dev/sdf") == $"{3L << 30}\n");
        await rig.Server.KillAsync();
        await rig.Server.RestartAsync();
        Assert.Equal("kept\n", await ShellAsync(instance, "cat /mnt/file"));

        await rig.Ec2.CallAsync("StopInstances", ("InstanceId.1", instance));
        await Ec2Caller.UntilAsync("stopped", async () => await rig.Ec2.InstanceStateAsync(instance) == "stopped");
        await rig.Ec2.CallAsync("StartInstances", ("InstanceId.1", instance));
        await Ec2Caller.UntilAsync("running", async () => await rig.Ec2.InstanceStateAsync(instance) == "running");
        Assert.Equal("kept\n", await ShellAsync(instance, "mount /dev/sdf /mnt && cat /mnt/file && umount /mnt"));
        await rig.Ec2.DetachAsync(volume);
        await rig.Ec2.TerminateAsync(instance);
        Assert.Single(Directory.GetFiles(rig.Disks));
    }

    /// <summary>
    /// The example of LocalStack's EC2 page, "Elastic Block Store"; its 10 are MiB, here they are GiB.
    /// </summary>
    [Fact]
    public async Task LocalStacks_example_formats_and_mounts_its_device_in_user_data()
    {
        await using var rig = await StartAsync(engine);
        const string Script = """
            #!/bin/bash

            set -eo
            mkdir -p /ebs-mounted
            mkfs -t ext3 /ebs-dev/sda1
            mount -o loop /ebs-dev/sda1 /ebs-mounted
            touch /ebs-mounted/my-test-file
            """;

        var instance = await rig.Ec2.LaunchAsync(Ami,
            ("BlockDeviceMapping.1.DeviceName", "/ebs-dev/sda1"), ("BlockDeviceMapping.1.Ebs.VolumeSize", "10"),
            ("UserData", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(Script))));

        await Ec2Caller.UntilAsync("user data ran", async () =>
            (await TryAsync(instance, "ls /ebs-mounted")).Output.Contains("my-test-file", StringComparison.Ordinal));
        await ShellAsync(instance, "mountpoint /ebs-mounted");
    }

    [Fact]
    public async Task A_guest_reaches_no_loop_device_that_is_not_its_own()
    {
        await engine.NeedAsync("localstack-ec2/ubuntu-22.04-jammy-jellyfish:" + Ami);
        await using var server = await Walkthrough.RunningServer.StartAsync(
            "--backend", "docker", "--ec2-imds-port", "0");
        using var ec2 = new Ec2Caller(server);
        if (Virga.Docker.Devices.LoopDevices.UnavailableBecause() is { } reason) Assert.Skip($"reason: {reason}");
        var one = await ec2.LaunchAsync(Ami);
        var other = await ec2.LaunchAsync(Ami);
        var volume = await ec2.VolumeAsync(one, ("Size", "1"));
        await ec2.AttachAsync(volume, one, "/dev/sdf");
        await ShellAsync(one, "echo secret | dd of=/dev/sdf conv=fsync 2>/dev/null");
        var minor = await ShellAsync(one, "printf %d 0x$(stat -c %T /dev/sdf)");

        var (code, output, _) = await TryAsync(other, $"mknod /dev/theirs b 7 {minor} && head -c 6 /dev/theirs");

        Assert.NotEqual(0, code);
        Assert.Equal("", output);
        Assert.NotEqual(0, (await TryAsync(one, "mount -t tmpfs none /mnt")).Code);
    }
}
