using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Ec2.Images;

public sealed class ImageTaskTests
{
    private static readonly Rules WithBuckets = Rules.Default with { HasBuckets = true };

    [Fact]
    public void An_import_is_active_and_can_be_cancelled_once()
    {
        using var world = new TestWorld(WithBuckets);
        var begun = world.Run<ImportImageResult>("ImportImage", Import("s3://images/web.tar"));

        var shown = world.Run<DescribeImportImageTasksResult>(
            "DescribeImportImageTasks", new DescribeImportImageTasksRequest()).ImportImageTasks!.Single();
        var cancelled = world.Run<CancelImportTaskResult>(
            "CancelImportTask", new CancelImportTaskRequest { ImportTaskId = begun.ImportTaskId });
        var again = world.Fail("CancelImportTask", new CancelImportTaskRequest { ImportTaskId = begun.ImportTaskId });

        Assert.StartsWith("import-ami-", begun.ImportTaskId, StringComparison.Ordinal);
        Assert.Equal(("active", null), (shown.Status, shown.ImageId));
        Assert.Equal(("images", "web.tar"),
            (shown.SnapshotDetails![0].UserBucket!.S3Bucket, shown.SnapshotDetails[0].UserBucket!.S3Key));
        Assert.Equal(("active", "deleted"), (cancelled.PreviousState, cancelled.State));
        Assert.Equal("IncorrectState", again.Code);
    }

    [Theory]
    [InlineData("s3://images/../web.tar", "InvalidParameterValue")]
    [InlineData("s3://../web.tar", "InvalidParameterValue")]
    [InlineData("s3://images//etc/shadow", "InvalidParameterValue")]
    [InlineData("https://example.com/web.tar", "InvalidParameterValue")]
    public void A_place_that_is_none_in_S3_is_refused(string url, string code)
    {
        using var world = new TestWorld(WithBuckets);

        Assert.Equal(code, world.Fail("ImportImage", Import(url)).Code);
    }

    [Fact]
    public void Without_a_directory_for_S3_the_setting_is_named()
    {
        using var world = new TestWorld();

        var refused = world.Fail("ImportImage", Import("s3://images/web.tar"));

        Assert.Equal("UnsupportedOperation", refused.Code);
        Assert.Contains("VIRGA_EC2_S3_DIRECTORY", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Forms_that_are_no_disks_and_no_archives_are_refused_both_ways()
    {
        using var world = new TestWorld(WithBuckets);
        var import = Import("s3://images/web.vmdk");
        import.DiskContainers![0].Format = "OVA";
        var export = new ExportImageRequest
        {
            ImageId = "ami-alpine", DiskImageFormat = "VMDK", S3ExportLocation = new() { S3Bucket = "out" },
        };

        Assert.Equal("UnsupportedOperation", world.Fail("ImportImage", import).Code);
        Assert.Equal("UnsupportedOperation", world.Fail("ExportImage", export).Code);
        export.DiskImageFormat = "docker";
        var task = world.Run<ExportImageResult>("ExportImage", export);
        Assert.Equal("active", world.Run<DescribeExportImageTasksResult>("DescribeExportImageTasks",
            new DescribeExportImageTasksRequest { ExportImageTaskIds = [task.ExportImageTaskId!] })
            .ExportImageTasks!.Single().Status);
    }

    [Theory]
    [InlineData("/etc/shadow")]
    [InlineData("/")]
    [InlineData("../out")]
    [InlineData("a\\..\\b")]
    public void A_key_or_prefix_that_leads_out_of_the_directory_is_refused_by_every_operation(string key)
    {
        using var world = new TestWorld(WithBuckets);
        (string Operation, object Input)[] all =
        [
            ("ImportImage", new ImportImageRequest
            {
                DiskContainers = [new() { UserBucket = new() { S3Bucket = "images", S3Key = key } }],
            }),
            ("ImportSnapshot", new ImportSnapshotRequest
            {
                DiskContainer = new() { Format = "RAW", UserBucket = new() { S3Bucket = "images", S3Key = key } },
            }),
            ("CreateRestoreImageTask", new CreateRestoreImageTaskRequest { Bucket = "images", ObjectKey = key }),
            ("ExportImage", new ExportImageRequest
            {
                ImageId = "ami-alpine", DiskImageFormat = "docker",
                S3ExportLocation = new() { S3Bucket = "images", S3Prefix = key },
            }),
        ];

        Assert.All(all, one => Assert.Equal("InvalidParameterValue", world.Fail(one.Operation, one.Input).Code));
    }

    private static ImportImageRequest Import(string url) => new() { DiskContainers = [new() { Url = url }] };
}
