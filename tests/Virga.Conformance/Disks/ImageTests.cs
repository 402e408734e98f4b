using Virga.Conformance.Docker;
using Xunit;
using static Virga.Conformance.Disks.DiskRig;

namespace Virga.Conformance.Disks;

/// <summary>Images made of container instances.</summary>
public sealed class ImageTests(RealEngine engine) : IClassFixture<RealEngine>
{
    [Fact]
    public async Task An_image_launches_with_what_was_in_its_instance_and_on_its_volumes()
    {
        await using var rig = await StartAsync(engine);
        var original = await rig.Ec2.LaunchAsync(Ami,
            ("BlockDeviceMapping.1.DeviceName", "/dev/sdf"), ("BlockDeviceMapping.1.Ebs.VolumeSize", "1"));
        await ShellAsync(original, "echo root > /root/file");
        await ShellAsync(original, "mkfs.ext4 -q /dev/sdf && mount /dev/sdf /mnt && echo data > /mnt/file");
        var booted = await ShellAsync(original, "stat -c %Y /proc/1");

        var held = await CreateAsync(rig, original, "held", isRebooted: false);
        Assert.Equal(booted, await ShellAsync(original, "stat -c %Y /proc/1"));
        await rig.Server.KillAsync();
        await rig.Server.RestartAsync();
        var copy = await rig.Ec2.LaunchAsync(held);

        Assert.Equal("root\n", await ShellAsync(copy, "cat /root/file"));
        Assert.Equal("data\n", await ShellAsync(copy, "mount /dev/sdf /mnt && cat /mnt/file"));
        Assert.Equal($"{copy}\n", await ShellAsync(copy, "cat /var/lib/cloud/data/instance-id"));

        var rebooted = await CreateAsync(rig, original, "rebooted", isRebooted: true);
        Assert.Equal("running", await rig.Ec2.InstanceStateAsync(original));
        Assert.NotEqual(0, (await TryAsync(original, "mountpoint /mnt")).Code);
        var third = await rig.Ec2.LaunchAsync(rebooted);
        Assert.Equal("root\n", await ShellAsync(third, "cat /root/file"));
    }

    [Fact]
    public async Task A_copy_of_an_image_outlives_it_and_nothing_is_left_of_what_is_deregistered()
    {
        await using var rig = await StartAsync(engine);
        var original = await rig.Ec2.LaunchAsync(Ami);
        await ShellAsync(original, "echo kept > /root/file");
        var image = await CreateAsync(rig, original, "first", isRebooted: false);
        await rig.Ec2.TerminateAsync(original);
        var copy = await rig.Ec2.ReadAsync("imageId", "CopyImage",
            ("SourceImageId", image), ("SourceRegion", "us-east-1"), ("Name", "second"));
        await AvailableAsync(rig, copy);

        await rig.Ec2.CallAsync("DeregisterImage", ("ImageId", image), ("DeleteAssociatedSnapshots", "true"));
        await Ec2Caller.UntilAsync("its tag is gone", async () => !await HasTagAsync(image));
        var instance = await rig.Ec2.LaunchAsync(copy);
        Assert.Equal("kept\n", await ShellAsync(instance, "cat /root/file"));

        await rig.Ec2.CallAsync("DeregisterImage", ("ImageId", copy));
        await Ec2Caller.UntilAsync("its tag is gone", async () => !await HasTagAsync(copy));
        Assert.Equal("running", await rig.Ec2.InstanceStateAsync(instance));
    }

    [Fact]
    public async Task A_root_is_replaced_under_a_running_instance_that_stays_who_it_is()
    {
        await using var rig = await StartAsync(engine);
        var id = await rig.Ec2.LaunchAsync(Ami,
            ("BlockDeviceMapping.1.DeviceName", "/dev/sdf"), ("BlockDeviceMapping.1.Ebs.VolumeSize", "1"));
        await ShellAsync(id, "echo first > /root/file; printf data | dd of=/dev/sdf conv=fsync 2>/dev/null");
        var image = await CreateAsync(rig, id, "kept", isRebooted: false);
        await ShellAsync(id, "echo second > /root/file");
        var address = await rig.Ec2.ReadAsync("privateIpAddress", "DescribeInstances", ("InstanceId.1", id));
        var name = await ShellAsync(id, "hostname");

        await ReplaceAsync(rig, id);
        Assert.NotEqual(0, (await TryAsync(id, "test -e /root/file")).Code);
        Assert.Equal("data", await ShellAsync(id, "head -c 4 /dev/sdf"));

        await ReplaceAsync(rig, id, ("ImageId", image));
        Assert.Equal("first\n", await ShellAsync(id, "cat /root/file"));
        Assert.Equal("data", await ShellAsync(id, "head -c 4 /dev/sdf"));
        Assert.Equal(name, await ShellAsync(id, "hostname"));
        Assert.Equal(address, await rig.Ec2.ReadAsync("privateIpAddress", "DescribeInstances", ("InstanceId.1", id)));
        Assert.Equal(image, await rig.Ec2.ReadAsync("imageId", "DescribeInstances", ("InstanceId.1", id)));
        Assert.Equal("running", await rig.Ec2.InstanceStateAsync(id));
    }

    private static async Task ReplaceAsync(
        DiskRig rig, string instance, params (string Name, string Value)[] source)
    {
        var task = await rig.Ec2.ReadAsync("replaceRootVolumeTaskId", "CreateReplaceRootVolumeTask",
            [("InstanceId", instance), .. source]);
        await Ec2Caller.UntilAsync("root is replaced", async () => await rig.Ec2.ReadAsync(
            "taskState", "DescribeReplaceRootVolumeTasks", ("ReplaceRootVolumeTaskId.1", task)) == "succeeded");
    }

    private static async Task<string> CreateAsync(DiskRig rig, string instance, string name, bool isRebooted)
    {
        var id = await rig.Ec2.ReadAsync("imageId", "CreateImage",
            ("InstanceId", instance), ("Name", name), ("NoReboot", isRebooted ? "false" : "true"));
        await AvailableAsync(rig, id);
        return id;
    }

    private static Task AvailableAsync(DiskRig rig, string image) => Ec2Caller.UntilAsync("image is available",
        async () => await rig.Ec2.ReadAsync("imageState", "DescribeImages", ("ImageId.1", image)) == "available");

    private static async Task<bool> HasTagAsync(string image) =>
        (await Metadata.Run.Async("docker", ["images", "--format", "{{.Repository}}:{{.Tag}}"])).Output
            .Split('\n').Any(tag => tag.StartsWith("virga-image/", StringComparison.Ordinal)
                && tag.EndsWith(image, StringComparison.Ordinal));
}
