using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Ec2.Images;
using Virga.Service.Control;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Tests.Compute.Disks;

public sealed class ImageTransfersTests : IAsyncLifetime
{
    private readonly string directory = Directory.CreateTempSubdirectory("virga-transfers").FullName;
    private readonly TestWorld world = new(Rules.Default with { HasBuckets = true, TransitionScale = 0 });
    private readonly Reconciler reconciler;
    private readonly ImageKeeper images;
    private readonly ImageTransfers transfers;

    public ImageTransfersTests()
    {
        reconciler = new(world.Store, [new Engine()], NullLogger.Instance);
        images = new(world.Store, reconciler, null, NullLogger.Instance);
        transfers = new(world.Store, reconciler, images, null, directory, NullLogger.Instance);
        transfers.Start();
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await transfers.DisposeAsync();
        await images.DisposeAsync();
        await reconciler.DisposeAsync();
        world.Dispose();
        Directory.Delete(directory, recursive: true);
    }

    /// <summary>The task of an AMI has the AMI's id: the second follows while the first is not quite over.</summary>
    [Fact]
    public async Task An_image_is_stored_again_the_moment_that_it_was_stored()
    {
        var image = Put();
        for (var round = 0; round < 100; round++)
        {
            var bucket = $"bucket-{round}";
            Directory.CreateDirectory(Path.Combine(directory, bucket));

            world.Run<CreateStoreImageTaskResult>(
                "CreateStoreImageTask", new CreateStoreImageTaskRequest { ImageId = image, Bucket = bucket });

            await UntilAsync(() => world.View.Get<StoreImageTaskRow>(image).State != StoreImageTaskRow.InProgress);
            Assert.Equal(StoreImageTaskRow.Completed, world.View.Get<StoreImageTaskRow>(image).State);
            Assert.Single(Directory.EnumerateFiles(Path.Combine(directory, bucket)));
        }
    }

    private string Put()
    {
        var id = "";
        world.Arrange(change => id = change.Put(new ImageRow(change.NewId("ami"))
        {
            Name = "golden",
            State = "available",
            CreationDate = change.Now,
            Architecture = "x86_64",
            RootDeviceName = "/dev/sda1",
            Devices = [new("/dev/sda1") { SizeGiB = 8 }],
            Backend = "docker",
            Reference = "golden:latest",
            IsCaptured = true,
        }).Id);
        return id;
    }

    /// <summary>Without a pause, so that what follows comes as early as it can.</summary>
    private static async Task UntilAsync(Func<bool> isSo)
    {
        var end = DateTime.UtcNow.AddSeconds(30);
        while (!isSo())
        {
            Assert.True(DateTime.UtcNow < end, "not in 30 s");
            await Task.Yield();
        }
    }

    /// <summary>An engine that has every image.</summary>
    private sealed class Engine : IBackend, IImageTransfer
    {
        public string Name => "docker";

        public PartHealth Health => new(Name, "running", "");

        public void Start(IMachineObserver observer)
        {
        }

        public Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation) =>
            Task.FromResult(new MachineFacts());

        public Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation) => Task.CompletedTask;

        public Task<ImportedImage> ImportAsync(
            string path, string imageId, string? architecture, CancellationToken cancellation) =>
            Task.FromResult(new ImportedImage($"made:{imageId}", architecture ?? "x86_64"));

        public Task ExportAsync(string reference, string path, CancellationToken cancellation) =>
            File.WriteAllTextAsync(path, reference, cancellation);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
