using Virga.Conformance.Docker;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>What a virtual machine has on its disks and in its memory, through the API and from inside.</summary>
public sealed class LifeTests(Hypervisor hypervisor, RealEngine engine) : IClassFixture<RealEngine>
{
    /// <summary>Two machines, one after the other, since each boot takes its time.</summary>
    [Fact]
    public async Task Disks_memory_console_and_screen_of_a_machine_are_what_the_API_says()
    {
        await using var rig = await MachineRig.StartAsync(hypervisor, engine);
        var (subnet, group) = await rig.DefaultAsync();
        var (one, _) = await rig.LaunchAsync(subnet, group, hibernates: true);
        var volume = await rig.VolumeAsync(one, ("Size", "1"));
        await rig.AttachAsync(volume, one);
        await rig.SshAsync(one, $"sleep 1; echo mine | dd of=/dev/{Device(volume)} conv=fsync 2>/dev/null");
        await rig.SshAsync(one, "echo baked in > /mnt/state/baked; sync; echo in memory > /run/marker");

        Assert.Contains($"instance {one}", await rig.ConsoleAsync(one), StringComparison.Ordinal);
        var screen = Convert.FromBase64String(
            await rig.Api.OneAsync("imageData", "GetConsoleScreenshot", ("InstanceId", one)));
        Assert.True(screen.Length > 100 && (screen[0] == 0xff || screen[0] == 0x89), "neither JPEG nor PNG");
        Assert.StartsWith("127.0.0.1:", await rig.TagAsync(one, "aws:virga:vnc"), StringComparison.Ordinal);

        // The memory survives a stop with hibernation.
        await rig.Api.CallAsync("StopInstances", ("InstanceId.1", one), ("Hibernate", "true"));
        await rig.StateAsync(one, "stopped");
        Assert.Equal("Client.UserInitiatedHibernate", await rig.ReasonAsync(one));
        await rig.Api.CallAsync("StartInstances", ("InstanceId.1", one));
        await rig.StateAsync(one, "running");
        Assert.Equal("in memory", await rig.SshAsync(one, "cat /run/marker"));

        // What it wrote is in a snapshot, in an image, and, when it lets go, in a container.
        var snapshot = await rig.Api.OneAsync("snapshotId", "CreateSnapshot", ("VolumeId", volume));
        var image = await rig.Api.OneAsync(
            "imageId", "CreateImage", ("InstanceId", one), ("Name", "baked"), ("NoReboot", "true"));
        await MachineRig.UntilAsync("the snapshot is completed", async () =>
            await rig.Api.OneAsync("status", "DescribeSnapshots", ("SnapshotId.1", snapshot)) == "completed");
        await rig.SshAsync(one, $"echo changed | dd of=/dev/{Device(volume)} conv=fsync 2>/dev/null");
        await rig.DetachAsync(volume);
        var box = await rig.ContainerAsync(subnet, group);
        await rig.AttachAsync(volume, box.Id);
        Assert.Equal("changed", (await box.RunAsync("head", "-n", "1", "/dev/sdf")).Trim());
        await rig.DetachAsync(volume);

        // It may be off from inside, and a machine of its image has what it had.
        await rig.TrySshAsync(one, "(sleep 1; umount /mnt; poweroff -f) >/dev/null 2>&1 &");
        await rig.StateAsync(one, "stopped");
        Assert.Equal("Client.InstanceInitiatedShutdown", await rig.ReasonAsync(one));
        var (two, _) = await rig.LaunchAsync(subnet, group, image: image);
        Assert.Equal("baked in", await rig.SshAsync(two, "cat /mnt/state/baked"));
        // The image brings a volume of its own at /dev/sdf.
        await rig.AttachAsync(volume, two, "/dev/sdh");
        Assert.Equal("changed", await rig.SshAsync(two, $"sleep 1; head -n 1 /dev/{Device(volume)}"));
        var restored = await rig.VolumeAsync(two, ("SnapshotId", snapshot));
        await rig.AttachAsync(restored, two, "/dev/sdg");
        Assert.Equal("mine", await rig.SshAsync(two, $"sleep 1; head -n 1 /dev/{Device(restored)}"));

        // It gets the root of another image; its volumes stay.
        var task = await rig.Api.OneAsync(
            "replaceRootVolumeTaskId", "CreateReplaceRootVolumeTask", ("InstanceId", two),
            ("ImageId", hypervisor.ImageId), ("DeleteReplacedRootVolume", "true"));
        await MachineRig.UntilAsync("the root is replaced", async () => await rig.Api.OneAsync(
            "taskState", "DescribeReplaceRootVolumeTasks", ("ReplaceRootVolumeTaskId.1", task)) == "succeeded");
        Assert.Equal("changed", await rig.SshAsync(
            two, $"test ! -e /mnt/state/baked && head -n 1 /dev/{Device(volume)}"));
        await RebootAsync(rig, two);
    }

    /// <summary>By the API, and for an image that is taken of it while it is off.</summary>
    private static async Task RebootAsync(MachineRig rig, string id)
    {
        const string Boot = "cat /proc/sys/kernel/random/boot_id";
        await rig.SshAsync(id, "echo still here > /mnt/state/left; sync");
        var first = await rig.SshAsync(id, Boot);
        await rig.Api.CallAsync("RebootInstances", ("InstanceId.1", id));
        var second = await RebootedAsync(rig, id, first);
        var image = await rig.Api.OneAsync("imageId", "CreateImage", ("InstanceId", id), ("Name", "at rest"));
        await MachineRig.UntilAsync("the image is there", async () =>
            await rig.Api.OneAsync("imageState", "DescribeImages", ("ImageId.1", image)) == "available");
        await RebootedAsync(rig, id, second);
        Assert.Equal("still here", await rig.SshAsync(id, "cat /mnt/state/left"));

        async Task<string> RebootedAsync(MachineRig at, string instance, string before)
        {
            var now = before;
            await MachineRig.UntilAsync("it has booted again", async () =>
            {
                var (code, output, _) = await at.TrySshAsync(instance, Boot);
                if (code == 0) now = output;
                return now != before;
            });
            return now;
        }
    }

    /// <summary>What the guest calls a volume: found by its serial, as on EC2.</summary>
    private static string Device(string volume) =>
        $"$(grep -l {volume.Replace("-", "", StringComparison.Ordinal)} /sys/block/vd*/serial | cut -d/ -f4)";
}
