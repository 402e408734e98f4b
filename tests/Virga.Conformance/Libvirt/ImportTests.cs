using System.Runtime.CompilerServices;
using Virga.Conformance.Docker;
using Xunit;

namespace Virga.Conformance.Libvirt;

/// <summary>Disks that somebody brings: by the command, and from what stands for S3.</summary>
public sealed class ImportTests(Hypervisor hypervisor, RealEngine engine) : IClassFixture<RealEngine>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("virga-import").FullName;
    private readonly List<string> imported = [];

    private CancellationToken Cancellation { get; } = TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        using var pool = imported.Count == 0 ? null : hypervisor.Host.Connect().OpenPool("default");
        pool?.Refresh();
        foreach (var name in imported.SelectMany(id => (string[])[id, id + ".json"]))
        {
            using var volume = pool!.FindVolume(name);
            volume?.Delete();
        }
    }

    [Fact]
    public async Task A_disk_becomes_an_AMI_that_boots()
    {
        await hypervisor.RequireAsync();
        if (!Tool.Exists("qemu-img")) Assert.Skip("reason: qemu-img missing");
        var (_, micro, _) = await Tool.RunAsync(Path.Combine(Tool.Repository, "eng", "vm-images.sh"), "micro");
        Directory.CreateDirectory(Path.Combine(folder, "disks"));
        var vmdk = Path.Combine(folder, "disks", "micro.vmdk");
        await Tool.RunAsync("qemu-img", "convert", "-O", "vmdk", micro, vmdk);
        await using var rig = await MachineRig.StartAsync(
            hypervisor, engine, "--ec2-s3-directory", folder);
        var (subnet, group) = await rig.DefaultAsync();

        // The command puts it into the pool, where the server finds it with its name.
        var command = await CommandAsync(vmdk, "--name", "mine, of a file", "--boot-mode", "legacy-bios");
        Assert.Matches("^ami-[0-9a-f]{17}$", command);
        await MachineRig.UntilAsync("the image is listed", async () => await rig.Api.OneAsync(
            "imageState", "DescribeImages", ("Filter.1.Name", "name"), ("Filter.1.Value.1", "mine, of a file"))
            == "available");
        Assert.Equal("legacy-bios", await rig.Api.OneAsync("bootMode", "DescribeImages", ("ImageId.1", command)));
        Assert.Equal("libvirt", await rig.Api.OneAsync("value", "DescribeImages", ("ImageId.1", command)));

        // ImportImage makes a snapshot of it, and an image of that.
        var task = await rig.Api.OneAsync("importTaskId", "ImportImage", ("DiskContainer.1.Format", "VMDK"),
            ("DiskContainer.1.UserBucket.S3Bucket", "disks"), ("DiskContainer.1.UserBucket.S3Key", "micro.vmdk"));
        await MachineRig.UntilAsync("imported", async () =>
            await rig.Api.OneAsync("status", "DescribeImportImageTasks", ("ImportTaskId.1", task)) == "completed");
        var answer = await rig.Api.CallAsync("DescribeImportImageTasks", ("ImportTaskId.1", task));
        var image = answer.Descendants().First(one => one.Name.LocalName == "imageId").Value;
        var snapshot = answer.Descendants().First(one => one.Name.LocalName == "snapshotId").Value;

        // And what is registered of the snapshot boots as well.
        var registered = await rig.Api.OneAsync("imageId", "RegisterImage", ("Name", "of the snapshot"),
            ("Architecture", "x86_64"), ("VirtualizationType", "hvm"), ("RootDeviceName", "/dev/xvda"),
            ("BlockDeviceMapping.1.DeviceName", "/dev/xvda"), ("BlockDeviceMapping.1.Ebs.SnapshotId", snapshot));
        var machines = new List<string>();
        foreach (var one in (string[])[command, registered])
            machines.Add((await rig.LaunchAsync(subnet, group, image: one)).Id);
        foreach (var one in machines)
            Assert.Equal("Linux", await rig.SshAsync(one, "uname"));
        await rig.Api.CallAsync("DeregisterImage", ("ImageId", image));
        await rig.Api.CallAsync("DeregisterImage", ("ImageId", registered));
        await rig.Api.CallAsync("DeleteSnapshot", ("SnapshotId", snapshot));
    }

    [Fact]
    public async Task A_disk_made_for_UEFI_boots_by_UEFI()
    {
        await hypervisor.RequireAsync();
        if (!Directory.Exists("/usr/share/OVMF")) Assert.Skip("reason: ovmf missing");
        var (_, micro, _) = await Tool.RunAsync(Path.Combine(Tool.Repository, "eng", "vm-images.sh"), "micro");
        var disk = Path.Combine(folder, "uefi.raw");
        var (code, _, error) = await Tool.RunAsync(Iam.Tool.File("uefi.sh", Here()), micro, disk);
        if (code == 3) Assert.Skip("reason: packages missing: " + error);
        Assert.True(code == 0, error);
        await using var rig = await MachineRig.StartAsync(hypervisor, engine);
        var (subnet, group) = await rig.DefaultAsync();

        var image = await CommandAsync(disk);
        var (one, _) = await rig.LaunchAsync(subnet, group, image: image);
        Assert.Equal("uefi", await rig.Api.OneAsync("bootMode", "DescribeImages", ("ImageId.1", image)));
        Assert.Equal("uefi", await rig.Api.OneAsync("bootMode", "DescribeInstances", ("InstanceId.1", one)));
        Assert.Equal("efi", await rig.SshAsync(one, "ls /sys/firmware | grep efi"));
    }

    [Fact]
    public async Task What_is_no_disk_is_refused_and_leaves_nothing()
    {
        await hypervisor.RequireAsync();
        if (!Tool.Exists("qemu-img")) Assert.Skip("reason: qemu-img missing");
        var text = Path.Combine(folder, "text.vmdk");
        await File.WriteAllTextAsync(text, "KDMV, it says, and is none", Cancellation);
        var overlay = Path.Combine(folder, "overlay.qcow2");
        await Tool.RunAsync("qemu-img", "create", "-f", "qcow2", "-b", "/etc/hostname", "-F", "raw", overlay);
        var before = Directory.GetDirectories(Path.GetTempPath(), "virga-ami-*").Length;

        foreach (var (file, reason) in ((string, string)[])
            [(text, "vmdk"), (overlay, "needs another file"), (Path.Combine(folder, "none"), "there is no file")])
        {
            var (code, output, error) = await RunAsync(file);
            Assert.Equal((1, ""), (code, output));
            Assert.Contains(reason, error, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Equal(before, Directory.GetDirectories(Path.GetTempPath(), "virga-ami-*").Length);
    }

    private static string Here([CallerFilePath] string path = "") => path;

    private async Task<string> CommandAsync(params string[] arguments)
    {
        var (code, id, error) = await RunAsync(arguments);
        Assert.True(code == 0, error);
        imported.Add(id);
        return id;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => Tool.RunAsync(
        "dotnet", [
            Path.Combine(AppContext.BaseDirectory, "virga-server.dll"), "ami", "import", .. arguments,
            "--ec2-hypervisor-uri", hypervisor.Host.Uri,
        ]);
}
