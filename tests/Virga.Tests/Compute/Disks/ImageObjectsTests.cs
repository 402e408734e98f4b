using System.Formats.Tar;
using System.Text;
using System.Text.Json.Nodes;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;
using Virga.Ec2.Tags;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Compute.Disks;

/// <summary>AMIs go to the directory that stands for S3 as one object, and come back.</summary>
public sealed class ImageObjectsTests : IAsyncLifetime
{
    private const string Bucket = "amis";

    private readonly string directory = Directory.CreateTempSubdirectory("virga-objects").FullName;
    private readonly TestWorld world = new(Rules.Default with { HasBuckets = true, TransitionScale = 0 });
    private readonly Engine engine = new();
    private readonly ImageObjects objects;

    public ImageObjectsTests()
    {
        Directory.CreateDirectory(Path.Combine(directory, Bucket));
        objects = new(world.Store, () => engine, directory);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        world.Dispose();
        Directory.Delete(directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task An_image_comes_back_as_it_was_stored()
    {
        var image = Put("golden", "what it said");

        var key = Store(image);
        Assert.Equal("InProgress", Assert.Single(Tasks(image)).StoreTaskState);
        await objects.StoreAsync(world.Scope, world.View.Get<StoreImageTaskRow>(image), default);

        Assert.Equal($"{image}.bin", key);
        Assert.Equal(["amis", "amis/" + key], Directory.EnumerateFileSystemEntries(
            directory, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(directory, path)));
        var task = Assert.Single(Tasks(image));
        Assert.Equal(("Completed", 100, key), (task.StoreTaskState, task.ProgressPercentage, task.S3objectKey));

        var restored = Restore(key, "again");
        Assert.Equal("pending", world.View.Get<ImageRow>(restored).State);
        await objects.RestoreAsync(world.Scope, world.View.Get<RestoreImageTaskRow>(restored), default);

        var row = world.View.Get<ImageRow>(restored);
        Assert.Equal(
            ("again", "what it said", "available", "arm64"), (row.Name, row.Description, row.State, row.Architecture));
        Assert.Equal($"made:{restored}", row.Reference);
        Assert.Equal(20, Assert.Single(row.Devices).SizeGiB);
        Assert.Equal("content of golden", engine.Taken);
        Assert.Null(world.View.Find<RestoreImageTaskRow>(restored));
    }

    [Fact]
    public async Task Without_a_name_it_is_called_as_before_unless_that_is_taken()
    {
        var image = Put("golden", "");
        var key = Store(image);
        await objects.StoreAsync(world.Scope, world.View.Get<StoreImageTaskRow>(image), default);

        var twin = Restore(key, null);
        var refusal = await Assert.ThrowsAsync<MachineException>(() => objects.RestoreAsync(
            world.Scope, world.View.Get<RestoreImageTaskRow>(twin), default));
        Assert.Contains("already in use", refusal.Message, StringComparison.Ordinal);

        world.Run<object>("DeregisterImage", new DeregisterImageRequest { ImageId = image });
        await objects.RestoreAsync(world.Scope, world.View.Get<RestoreImageTaskRow>(twin), default);
        Assert.Equal("golden", world.View.Get<ImageRow>(twin).Name);
    }

    [Fact]
    public async Task What_is_no_stored_image_is_refused_with_its_reason()
    {
        await File.WriteAllTextAsync(Path.Combine(directory, Bucket, "text"), "no archive");

        foreach (var (key, reason) in new[] { ("absent", "no object"), ("text", "no stored image") })
        {
            var image = Restore(key, null);
            var refusal = await Assert.ThrowsAsync<MachineException>(() => objects.RestoreAsync(
                world.Scope, world.View.Get<RestoreImageTaskRow>(image), default));
            Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
        }

        Assert.Equal([Path.Combine(directory, Bucket, "text")], Directory.EnumerateFileSystemEntries(
            Path.Combine(directory, Bucket)));
    }

    [Fact]
    public async Task One_object_is_restored_by_two_at_once()
    {
        var image = Put("golden", "");
        var key = Store(image);
        await objects.StoreAsync(world.Scope, world.View.Get<StoreImageTaskRow>(image), default);
        var twins = new[] { Restore(key, "one"), Restore(key, "two") };
        engine.Meet(twins.Length);

        await Task.WhenAll(twins.Select(twin => objects.RestoreAsync(
            world.Scope, world.View.Get<RestoreImageTaskRow>(twin), default)));

        Assert.All(twins, twin => Assert.Equal("available", world.View.Get<ImageRow>(twin).State));
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(directory, Bucket)));
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"Id":"ami-1","Name":null}""")]
    [InlineData("""{"Devices":null}""")]
    [InlineData("""{"Devices":[null]}""")]
    [InlineData("""{"Devices":[{"DeviceName":null}]}""")]
    [InlineData("""{"Architecture":"vax"}""")]
    [InlineData("""{"CreationDate":"soon"}""")]
    [InlineData("""{"Name":"<a name that AWS refuses>"}""")]
    public async Task A_description_that_was_tampered_with_is_refused_with_its_reason(string change)
    {
        var image = Put("golden", "");
        var key = Store(image);
        await objects.StoreAsync(world.Scope, world.View.Get<StoreImageTaskRow>(image), default);
        Tamper(Path.Combine(directory, Bucket, key), change);

        var restored = Restore(key, null);
        await Assert.ThrowsAsync<MachineException>(() => objects.RestoreAsync(
            world.Scope, world.View.Get<RestoreImageTaskRow>(restored), default));

        Assert.Equal("pending", world.View.Get<ImageRow>(restored).State);
        Assert.Single(Directory.EnumerateFileSystemEntries(Path.Combine(directory, Bucket)));
    }

    [Fact]
    public async Task A_restored_image_has_snapshots_with_their_tags()
    {
        var image = Put("golden", "");
        var key = Store(image);
        await objects.StoreAsync(world.Scope, world.View.Get<StoreImageTaskRow>(image), default);

        var restored = world.Run<CreateRestoreImageTaskResult>(
            "CreateRestoreImageTask", new CreateRestoreImageTaskRequest
            {
                Bucket = Bucket, ObjectKey = key, Name = "again",
                TagSpecifications = [new() { ResourceType = "snapshot", Tags = [new() { Key = "k", Value = "v" }] }],
            }).ImageId!;
        await objects.RestoreAsync(world.Scope, world.View.Get<RestoreImageTaskRow>(restored), default);

        var snapshot = world.View.Get<ImageRow>(restored).Devices[0].SnapshotId!;
        Assert.Equal((20, "completed"), (
            world.View.Get<SnapshotRow>(snapshot).SizeGiB, world.View.Get<SnapshotRow>(snapshot).State));
        Assert.Equal("v", world.View.TagOf(snapshot, "k"));
        Assert.Null(world.View.TagOf(restored, "k"));
    }

    [Fact]
    public void What_cannot_be_stored_whole_is_refused()
    {
        var simulated = Put("simulated", "", backend: null);

        Assert.Equal("UnsupportedOperation", Fail(simulated));
        Assert.Equal("InvalidAMIID.NotFound", Fail("ami-0123456789abcdef0"));
        Assert.Equal("InvalidParameterValue", Fail(Put("golden", ""), ".."));

        string Fail(string image, string bucket = Bucket) => world.Fail(
            "CreateStoreImageTask", new CreateStoreImageTaskRequest { ImageId = image, Bucket = bucket }).Code;
    }

    /// <summary>Merges a change into what an object says of its image; what is no object replaces it.</summary>
    private static void Tamper(string path, string change)
    {
        var entries = new List<(string Name, byte[] Bytes)>();
        using (var reader = new TarReader(File.OpenRead(path)))
        {
            while (reader.GetNextEntry() is { } entry)
            {
                using var bytes = new MemoryStream();
                entry.DataStream!.CopyTo(bytes);
                entries.Add((entry.Name, bytes.ToArray()));
            }
        }

        var described = JsonNode.Parse(entries[0].Bytes)!.AsObject();
        var changed = JsonNode.Parse(change);
        foreach (var (key, value) in changed as JsonObject ?? []) described[key] = value?.DeepClone();
        var text = changed is JsonObject { Count: > 0 } ? described.ToJsonString() : change;
        entries[0] = (entries[0].Name, Encoding.UTF8.GetBytes(text));
        using var writer = new TarWriter(File.Create(path));
        foreach (var (name, bytes) in entries)
            writer.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(bytes) });
    }

    private string Put(string name, string description, string? backend = "docker")
    {
        var id = "";
        world.Arrange(change => id = change.Put(Row(change, name) with
        {
            Description = description, Backend = backend,
        }).Id);
        return id;
    }

    private static ImageRow Row(Change change, string name) => new(change.NewId("ami"))
    {
        Name = name,
        State = "available",
        CreationDate = change.Now,
        Architecture = "arm64",
        RootDeviceName = "/dev/sda1",
        Devices = [new("/dev/sda1") { SizeGiB = 20 }],
        Backend = "docker",
        Reference = $"content of {name}",
        IsCaptured = true,
    };

    private string Store(string image) => world.Run<CreateStoreImageTaskResult>(
        "CreateStoreImageTask", new CreateStoreImageTaskRequest { ImageId = image, Bucket = Bucket }).ObjectKey!;

    private string Restore(string key, string? name) => world.Run<CreateRestoreImageTaskResult>(
        "CreateRestoreImageTask",
        new CreateRestoreImageTaskRequest { Bucket = Bucket, ObjectKey = key, Name = name }).ImageId!;

    private List<StoreImageTaskResult> Tasks(string image) => world.Run<DescribeStoreImageTasksResult>(
        "DescribeStoreImageTasks", new DescribeStoreImageTasksRequest { ImageIds = [image] }).StoreImageTaskResults!;

    /// <summary>Writes what an image is called as its content.</summary>
    private sealed class Engine : IImageTransfer
    {
        private TaskCompletionSource? met;
        private int missing;

        public string? Taken { get; private set; }

        /// <summary>Imports wait until so many are under way.</summary>
        public void Meet(int count) => (met, missing) = (new(), count);

        public async Task<ImportedImage> ImportAsync(
            string path, string imageId, string? architecture, CancellationToken cancellation)
        {
            if (Interlocked.Decrement(ref missing) == 0) met?.SetResult();
            if (met is not null) await met.Task.WaitAsync(TimeSpan.FromSeconds(10), cancellation);
            Taken = await File.ReadAllTextAsync(path, cancellation);
            return new($"made:{imageId}", architecture ?? "x86_64");
        }

        public Task ExportAsync(string reference, string path, CancellationToken cancellation) =>
            File.WriteAllTextAsync(path, reference, cancellation);
    }
}
