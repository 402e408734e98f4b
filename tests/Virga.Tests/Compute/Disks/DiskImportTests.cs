using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Volumes;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Compute.Disks;

/// <summary>Disks of the directory that stands for S3 become snapshots.</summary>
public sealed class DiskImportTests : IAsyncLifetime
{
    private const int DiskBytes = 3 << 20;

    private readonly string directory = Directory.CreateTempSubdirectory("virga-import").FullName;
    private readonly TestWorld world = new(Rules.Default with
    {
        DiskBackends = ["fake"], HasBuckets = true, TransitionScale = 0,
    });
    private readonly DiskStore disks;
    private readonly Reconciler reconciler;
    private readonly DiskKeeper keeper;

    public DiskImportTests()
    {
        disks = new(Path.Combine(directory, "disks"));
        disks.Open();
        Directory.CreateDirectory(Path.Combine(directory, "s3", "vms"));
        reconciler = new(world.Store, [], NullLogger.Instance);
        keeper = new(
            world.Store, disks,
            new(world.Store, disks, reconciler, NullLogger.Instance, new(disks, Path.Combine(directory, "s3"))),
            NullLogger.Instance);
        keeper.Start();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_raw_disk_becomes_a_snapshot_with_its_bytes()
    {
        await WriteAsync("disk.raw");

        var begun = Import("disk.raw", "RAW");
        Assert.StartsWith("import-snap-", begun.ImportTaskId, StringComparison.Ordinal);
        var done = await EndAsync(begun.ImportTaskId!);

        Assert.Equal(("completed", "RAW", (double)DiskBytes), (done.Status, done.Format, done.DiskImageSize));
        Assert.Equal("vms", done.UserBucket!.S3Bucket);
        var snapshot = world.View.Get<SnapshotRow>(done.SnapshotId!);
        Assert.Equal((1, "completed", "vol-ffffffff"), (snapshot.SizeGiB, snapshot.State, snapshot.VolumeId));
        Assert.Equal("disk", await HeadAsync(done.SnapshotId!));
        Assert.Equal(1L << 30, new FileInfo(disks.PathOf(done.SnapshotId!)).Length);
    }

    [Theory]
    [InlineData("vmdk", "VMDK")]
    [InlineData("vpc", "VHD")]
    [InlineData("vhdx", "VHDX")]
    public async Task Disks_of_other_hypervisors_are_converted(string name, string format)
    {
        await WriteAsync("disk.raw");
        await ConvertAsync(name, "disk.raw", "disk." + name);

        var done = await EndAsync(Import("disk." + name, format).ImportTaskId!);

        Assert.Equal(("completed", null), (done.Status, done.StatusMessage));
        Assert.Equal("disk", await HeadAsync(done.SnapshotId!));
    }

    [Fact]
    public async Task What_is_no_disk_ends_the_task_and_says_why()
    {
        await WriteAsync("disk.raw");

        var absent = await EndAsync(Import("nothing.raw", "RAW").ImportTaskId!);
        var broken = await EndAsync(Import("disk.raw", "VMDK").ImportTaskId!);

        Assert.Equal(("deleted", null), (absent.Status, absent.SnapshotId));
        Assert.Contains("nothing.raw", absent.StatusMessage, StringComparison.Ordinal);
        Assert.Equal("deleted", broken.Status);
        Assert.Contains("VMDK", broken.StatusMessage, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://example.com/disk.raw", "RAW", "InvalidParameterValue")]
    [InlineData("s3://vms/../disk.raw", "RAW", "InvalidParameterValue")]
    [InlineData("s3://vms//etc/shadow", "RAW", "InvalidParameterValue")]
    [InlineData("s3://vms/disk.raw", "QCOW2", "InvalidParameterValue")]
    public void What_is_no_place_or_format_is_refused(string url, string format, string code) =>
        Assert.Equal(code, world.Fail("ImportSnapshot", new ImportSnapshotRequest
        {
            DiskContainer = new() { Url = url, Format = format },
        }).Code);

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../disk.raw")]
    [InlineData("disk\0.raw")]
    public void A_key_that_leads_out_of_the_directory_is_refused(string key) =>
        Assert.Equal("InvalidParameterValue", world.Fail("ImportSnapshot", Request(key, "RAW")).Code);

    [Fact]
    public async Task A_link_that_leads_out_of_the_directory_is_no_object()
    {
        File.CreateSymbolicLink(PathOf("link.raw"), "/etc/passwd");
        Directory.CreateSymbolicLink(PathOf("etc"), "/etc");

        foreach (var key in new[] { "link.raw", "etc/passwd" })
        {
            var done = await EndAsync(Import(key, "RAW").ImportTaskId!);

            Assert.Equal(("deleted", null), (done.Status, done.SnapshotId));
            Assert.Contains("symbolic link", done.StatusMessage, StringComparison.Ordinal);
        }

        Assert.Empty(Directory.EnumerateFiles(disks.Directory));
    }

    [Fact]
    public async Task What_is_no_file_ends_the_task()
    {
        using (var made = Process.Start("mkfifo", [PathOf("pipe.raw")]))
            await made.WaitForExitAsync(TestContext.Current.CancellationToken);

        var done = await EndAsync(Import("pipe.raw", "RAW").ImportTaskId!);

        Assert.Equal(("deleted", null), (done.Status, done.SnapshotId));
        Assert.Contains("no regular file", done.StatusMessage, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_a_disk_is_read_other_work_goes_on_and_its_end_is_waited_for_by_nobody()
    {
        // Of data, so that its copy takes a while; on what is too quick for it, the import is merely done before.
        await WriteAsync("large.raw", megabytes: 256);
        await WriteAsync("disk.raw");
        var large = Import("large.raw", "RAW").ImportTaskId!;

        var small = await EndAsync(Import("disk.raw", "RAW").ImportTaskId!);
        Assert.Equal("completed", small.Status);
        var volume = world.Run<Volume>("CreateVolume", new CreateVolumeRequest
        {
            SnapshotId = small.SnapshotId, AvailabilityZone = "us-east-1a",
        }).VolumeId!;
        await UntilAsync(() => world.View.Get<VolumeRow>(volume).State == "available");
        Assert.Equal("disk", await HeadAsync(volume));

        try
        {
            world.Run<CancelImportTaskResult>("CancelImportTask", new CancelImportTaskRequest { ImportTaskId = large });
        }
        catch (AwsException over) when (over.Code == "IncorrectState")
        {
            return;
        }

        await UntilAsync(() => Directory.GetFiles(disks.Directory).Length == 2);
    }

    [Fact]
    public void A_task_that_is_active_can_be_cancelled()
    {
        using var quiet = new TestWorld(Rules.Default with { DiskBackends = ["fake"], HasBuckets = true });
        var id = quiet.Run<ImportSnapshotResult>("ImportSnapshot", Request("disk.raw", "RAW")).ImportTaskId!;

        var cancelled = quiet.Run<CancelImportTaskResult>(
            "CancelImportTask", new CancelImportTaskRequest { ImportTaskId = id, CancelReason = "why not" });

        Assert.Equal(("active", "deleted"), (cancelled.PreviousState, cancelled.State));
        Assert.Empty(quiet.View.Rows<SnapshotRow>());
        var shown = Assert.Single(quiet.Run<DescribeImportSnapshotTasksResult>(
            "DescribeImportSnapshotTasks", new DescribeImportSnapshotTasksRequest
            {
                Filters = [new() { Name = "task-state", Values = ["deleted"] }],
            }).ImportSnapshotTasks!);
        Assert.Equal("why not", shown.SnapshotTaskDetail!.StatusMessage);
        Assert.Equal("IncorrectState", quiet.Fail(
            "CancelImportTask", new CancelImportTaskRequest { ImportTaskId = id }).Code);
    }

    [Fact]
    public void Without_disks_there_is_nowhere_to_put_the_bytes()
    {
        using var rows = new TestWorld(Rules.Default with { HasBuckets = true });

        Assert.Equal("UnsupportedOperation", rows.Fail("ImportSnapshot", Request("disk.raw", "RAW")).Code);
    }

    public async ValueTask DisposeAsync()
    {
        await keeper.DisposeAsync();
        await reconciler.DisposeAsync();
        world.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    private ImportSnapshotResult Import(string key, string format) =>
        world.Run<ImportSnapshotResult>("ImportSnapshot", Request(key, format));

    private static ImportSnapshotRequest Request(string key, string format) => new()
    {
        DiskContainer = new() { Format = format, UserBucket = new() { S3Bucket = "vms", S3Key = key } },
    };

    private async Task<SnapshotTaskDetail> EndAsync(string task)
    {
        await UntilAsync(() => Detail(task).Status != "active");
        return Detail(task);
    }

    private SnapshotTaskDetail Detail(string task) => Assert.Single(world.Run<DescribeImportSnapshotTasksResult>(
        "DescribeImportSnapshotTasks", new DescribeImportSnapshotTasksRequest { ImportTaskIds = [task] })
        .ImportSnapshotTasks!).SnapshotTaskDetail!;

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 3_000, "not in 30 s");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private string PathOf(string key) => Path.Combine(directory, "s3", "vms", key);

    private async Task WriteAsync(string key, int megabytes = DiskBytes >> 20)
    {
        var bytes = new byte[1 << 20];
        "disk"u8.CopyTo(bytes);
        await using var file = File.Create(PathOf(key));
        for (var i = 0; i < megabytes; i++) await file.WriteAsync(bytes, TestContext.Current.CancellationToken);
    }

    private async Task ConvertAsync(string format, string source, string target)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("qemu-img", ["convert", "-O", format, PathOf(source), PathOf(target)]))!;
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, process.ExitCode);
        }
        catch (Win32Exception)
        {
            Assert.Skip("reason: qemu-img missing");
        }
    }

    private async Task<string> HeadAsync(string id)
    {
        var head = new byte[4];
        await using var file = File.OpenRead(disks.PathOf(id));
        await file.ReadExactlyAsync(head, TestContext.Current.CancellationToken);
        return Encoding.ASCII.GetString(head);
    }
}
