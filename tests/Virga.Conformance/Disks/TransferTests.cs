using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;
using Virga.Conformance.Docker;
using Virga.Conformance.Metadata;
using Virga.Conformance.Walkthrough;
using Xunit;

namespace Virga.Conformance.Disks;

/// <summary>
/// Images from and to archives: those of <c>docker save</c>, and OCI layouts. And AMIs that a file names.
/// </summary>
public sealed class TransferTests(RealEngine engine) : IClassFixture<RealEngine>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("virga-transfer").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task An_image_goes_out_and_comes_in_again_as_docker_archive_and_as_oci_layout()
    {
        await engine.NeedAsync(RealEngine.Busybox);
        await using var server = await RunningServer.StartAsync(
            "--backend", "docker", "--ec2-network", "bridge", "--ec2-imds-port", "0", "--ec2-s3-directory", folder,
            "--data", Path.Combine(folder, "data"));
        using var ec2 = new Ec2Caller(server);

        var export = await ec2.ReadAsync("exportImageTaskId", "ExportImage", ("ImageId", "ami-alpine"),
            ("DiskImageFormat", "docker"), ("S3ExportLocation.S3Bucket", "out"),
            ("S3ExportLocation.S3Prefix", "made/"));
        await Ec2Caller.UntilAsync("exported", async () => await ec2.ReadAsync(
            "status", "DescribeExportImageTasks", ("ExportImageTaskId.1", export)) == "completed");
        var saved = Path.Combine(folder, "out", "made", export + ".tar");
        await MakeLayoutAsync(saved, Path.Combine(folder, "out", "layout.tar"));

        foreach (var key in (string[])[$"made/{export}.tar", "layout.tar"])
        {
            var task = await ImportAsync(ec2, key);
            await Ec2Caller.UntilAsync("imported", async () => await StatusAsync(ec2, task) == "completed");
            var image = await ec2.ReadAsync("imageId", "DescribeImportImageTasks", ("ImportTaskId.1", task));
            await server.KillAsync();
            await server.RestartAsync();
            var instance = await ec2.LaunchAsync(image);
            Assert.StartsWith("BusyBox", await DiskRig.ShellAsync(instance, "busybox"), StringComparison.Ordinal);
            await ec2.TerminateAsync(instance);
            await ec2.CallAsync("DeregisterImage", ("ImageId", image));
        }
    }

    [Fact]
    public async Task What_is_no_image_ends_the_task_with_a_reason_and_leaves_nothing()
    {
        await engine.NeedAsync(RealEngine.Busybox);
        Directory.CreateDirectory(Path.Combine(folder, "out"));
        await File.WriteAllTextAsync(Path.Combine(folder, "out", "text.tar"), "no archive", RealEngine.Cancellation);
        await using var server = await RunningServer.StartAsync(
            "--backend", "docker", "--ec2-network", "bridge", "--ec2-imds-port", "0", "--ec2-s3-directory", folder);
        using var ec2 = new Ec2Caller(server);

        foreach (var (key, reason) in new[]
        {
            ("text.tar", "No image can be read there"), ("missing.tar", "There is no object missing.tar"),
        })
        {
            var task = await ImportAsync(ec2, key);
            await Ec2Caller.UntilAsync("ended", async () => await StatusAsync(ec2, task) == "deleted");
            var text = await ec2.ReadAsync("statusMessage", "DescribeImportImageTasks", ("ImportTaskId.1", task));
            Assert.StartsWith($"ClientError: {reason}", text, StringComparison.Ordinal);
        }

        var (_, refusal) = await ec2.TryAsync("ImportImage",
            ("DiskContainer.1.UserBucket.S3Bucket", "out"), ("DiskContainer.1.UserBucket.S3Key", "../secret"));
        Assert.Equal("InvalidParameterValue", Ec2Caller.Text(refusal, "Code"));
    }

    [Fact]
    public async Task An_image_is_stored_as_an_object_and_restored_by_its_own_name()
    {
        await engine.NeedAsync(RealEngine.Busybox);
        await using var server = await RunningServer.StartAsync(
            "--backend", "docker", "--ec2-network", "bridge", "--ec2-imds-port", "0", "--ec2-s3-directory", folder,
            "--data", Path.Combine(folder, "data"));
        using var ec2 = new Ec2Caller(server);
        var source = await ec2.LaunchAsync("ami-alpine");
        await DiskRig.ShellAsync(source, "echo mine > /made");
        var image = await ec2.ReadAsync("imageId", "CreateImage", ("InstanceId", source), ("Name", "golden"),
            ("NoReboot", "true"));
        await IsAsync(ec2, image, "available");
        await ec2.TerminateAsync(source);

        var key = await ec2.ReadAsync("objectKey", "CreateStoreImageTask", ("ImageId", image), ("Bucket", "amis"));
        await Ec2Caller.UntilAsync("stored", async () => await ec2.ReadAsync(
            "storeTaskState", "DescribeStoreImageTasks", ("ImageId.1", image)) == "Completed");
        await ec2.CallAsync("DeregisterImage", ("ImageId", image));
        var restored = await ec2.ReadAsync(
            "imageId", "CreateRestoreImageTask", ("Bucket", "amis"), ("ObjectKey", key));
        await IsAsync(ec2, restored, "available");

        Assert.Equal("golden", await ec2.ReadAsync("name", "DescribeImages", ("ImageId.1", restored)));
        var instance = await ec2.LaunchAsync(restored);
        Assert.Equal("mine\n", await DiskRig.ShellAsync(instance, "cat /made"));
        await ec2.TerminateAsync(instance);
        await ec2.CallAsync("DeregisterImage", ("ImageId", restored));
        var broken = await ec2.ReadAsync(
            "imageId", "CreateRestoreImageTask", ("Bucket", "amis"), ("ObjectKey", "absent"));
        await IsAsync(ec2, broken, "failed");
    }

    private static Task IsAsync(Ec2Caller ec2, string image, string state) => Ec2Caller.UntilAsync(
        $"{image} is {state}", async () => await ec2.ReadAsync(
            "imageState", "DescribeImages", ("ImageId.1", image)) == state);

    [Fact]
    public async Task A_file_names_images_and_settings_reach_the_container()
    {
        await engine.NeedAsync(RealEngine.Busybox);
        var table = Path.Combine(folder, "images");
        await File.WriteAllTextAsync(
            table, $"# mine\nami-0000000000000mine {RealEngine.Busybox} my own image\n", RealEngine.Cancellation);
        await using var server = await RunningServer.StartAsync(
            "--backend", "docker", "--ec2-network", "bridge", "--ec2-imds-port", "0", "--ec2-images", table,
            "--ec2-limits", "true", "--ec2-docker-flags", $"-e MINE=1 -v {folder}:/shared:ro");
        using var ec2 = new Ec2Caller(server);
        await Ec2Caller.UntilAsync("it is an AMI", async () =>
            await ec2.ReadAsync("name", "DescribeImages", ("Filter.1.Name", "tag:ec2_vm_manager"),
                ("Filter.1.Value.1", "docker"), ("Filter.2.Name", "image-id"),
                ("Filter.2.Value.1", "ami-0000000000000mine")) == "my own image");

        var instance = await ec2.LaunchAsync("ami-0000000000000mine");

        const string Format = "{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{.HostConfig.Privileged}}";
        var (_, limits, _) = await Run.Async("docker", ["inspect", "-f", Format, $"virga-ec2.{instance}"]);
        var processors = Math.Min(2, Environment.ProcessorCount);
        Assert.Equal($"{512L << 20} {processors}000000000 false\n", limits);
        Assert.Equal("1\n", await DiskRig.ShellAsync(instance, "echo $MINE"));
        Assert.Contains("mine", await DiskRig.ShellAsync(instance, "cat /shared/images"), StringComparison.Ordinal);
        Assert.NotEqual(0, (await DiskRig.TryAsync(instance, "test -e /var/run/docker.sock")).Code);
        var (isFine, refusal) = await ec2.TryAsync("RunInstances", ("ImageId", "ami-0000000000000mine"),
            ("InstanceType", "t4g.nano"), ("MinCount", "1"), ("MaxCount", "1"));
        Assert.False(isFine);
        Assert.Contains("does not match the architecture", refusal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privileges_the_engines_socket_and_a_platform_are_given_as_they_are_set()
    {
        await engine.NeedAsync(RealEngine.Busybox);
        string[] settings = ["--backend", "docker", "--ec2-network", "bridge", "--ec2-imds-port", "0"];
        await using (var server = await RunningServer.StartAsync([.. settings, "--ec2-docker-socket", "true"]))
        {
            using var ec2 = new Ec2Caller(server);
            var instance = await ec2.LaunchAsync("ami-alpine");
            var (_, binds, _) = await Run.Async(
                "docker", ["inspect", "-f", "{{.HostConfig.Binds}}", $"virga-ec2.{instance}"]);
            Assert.Equal("[/var/run/docker.sock:/var/run/docker.sock]\n", binds);
            Assert.Equal(0, (await DiskRig.TryAsync(instance, "test -S /var/run/docker.sock")).Code);
        }

        // An engine that has not got all privileges itself has none to give.
        await using (var server = await RunningServer.StartAsync([.. settings, "--ec2-docker-flags", "--privileged"]))
            Assert.Contains(await LaunchedAsync(server), (string[])["true", "caps"]);

        // The engine takes the word of an image for its platform, and refuses another.
        await using (var server = await RunningServer.StartAsync(
            [.. settings, "--ec2-docker-flags", "--platform=linux/s390x"]))
            Assert.Equal("platform", await LaunchedAsync(server));
    }

    /// <summary>Whether a new machine has privileges, or what the engine does not give.</summary>
    private static async Task<string> LaunchedAsync(RunningServer server)
    {
        using var ec2 = new Ec2Caller(server);
        var instance = await ec2.ReadAsync("instanceId", "RunInstances", ("ImageId", "ami-alpine"),
            ("InstanceType", "t3.nano"), ("MinCount", "1"), ("MaxCount", "1"));
        var state = "";
        await Ec2Caller.UntilAsync("it runs or ended", async () =>
            (state = await ec2.InstanceStateAsync(instance)) is "running" or "terminated");
        if (state == "running")
            return (await Run.Async(
                "docker", ["inspect", "-f", "{{.HostConfig.Privileged}}", $"virga-ec2.{instance}"])).Output.Trim();
        var reason = (await ec2.CallAsync("DescribeInstances", ("InstanceId.1", instance)))
            .Descendants("stateReason").Single().Value;
        return ((string[])["platform", "caps"]).FirstOrDefault(
            word => reason.Contains(word, StringComparison.Ordinal)) ?? reason;
    }

    private static Task<string> ImportAsync(Ec2Caller ec2, string key) => ec2.ReadAsync("importTaskId", "ImportImage",
        ("DiskContainer.1.UserBucket.S3Bucket", "out"), ("DiskContainer.1.UserBucket.S3Key", key));

    private static async Task<string> StatusAsync(Ec2Caller ec2, string task) =>
        (await ec2.CallAsync("DescribeImportImageTasks", ("ImportTaskId.1", task)))
            .Element("importImageTaskSet")!.Element("item")!.Element("status")!.Value;

    /// <summary>An OCI layout with the same config and layers (OCI Image Format Specification).</summary>
    private static async Task MakeLayoutAsync(string saved, string layout)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        await using (var reader = new TarReader(File.OpenRead(saved)))
        {
            while (await reader.GetNextEntryAsync(copyData: false, RealEngine.Cancellation) is { } entry)
            {
                if (entry.DataStream is null) continue;
                using var bytes = new MemoryStream();
                await entry.DataStream.CopyToAsync(bytes, RealEngine.Cancellation);
                files[entry.Name] = bytes.ToArray();
            }
        }

        using var manifest = System.Text.Json.JsonDocument.Parse(files["manifest.json"]);
        var image = manifest.RootElement[0];
        await using var writer = new TarWriter(File.Create(layout));
        var config = await BlobAsync(writer, files[image.GetProperty("Config").GetString()!]);
        var layers = new List<string>();
        foreach (var layer in image.GetProperty("Layers").EnumerateArray())
            layers.Add(await BlobAsync(writer, files[layer.GetString()!]));
        var document = await BlobAsync(writer, Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"config":{{config}},"layers":[{{string.Join(',', layers)}}]}"""));
        await FileAsync(writer, "index.json", Encoding.UTF8.GetBytes(
            $$"""{"schemaVersion":2,"manifests":[{{document}}]}"""));
        await FileAsync(writer, "oci-layout", """{"imageLayoutVersion":"1.0.0"}"""u8.ToArray());
    }

    /// <summary>Puts a blob and gives its descriptor.</summary>
    private static async Task<string> BlobAsync(TarWriter writer, byte[] bytes)
    {
        var digest = Convert.ToHexStringLower(SHA256.HashData(bytes));
        await FileAsync(writer, $"blobs/sha256/{digest}", bytes);
        return $$"""{"digest":"sha256:{{digest}}","size":{{bytes.Length}}}""";
    }

    private static async Task FileAsync(TarWriter writer, string name, byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        await writer.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = stream }, RealEngine.Cancellation);
    }
}
