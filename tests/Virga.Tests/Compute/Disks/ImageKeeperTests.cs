using Microsoft.Extensions.Logging.Abstractions;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Ec2.Images;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Tests.Compute.Disks;

public sealed class ImageKeeperTests : IAsyncLifetime
{
    private readonly TestWorld world = new();
    private readonly Engine engine = new();
    private readonly Reconciler reconciler;
    private readonly ImageKeeper keeper;

    public ImageKeeperTests()
    {
        reconciler = new(world.Store, [engine], NullLogger.Instance);
        keeper = new(world.Store, reconciler, null, NullLogger.Instance) { RetryAfter = TimeSpan.Zero };
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await keeper.DisposeAsync();
        await reconciler.DisposeAsync();
        world.Dispose();
    }

    [Fact]
    public async Task An_image_that_the_engine_refuses_once_is_made_all_the_same()
    {
        engine.Refusals = 1;
        keeper.Start();

        var image = Begin();

        await UntilAsync(() => world.View.Get<ImageRow>(image).State != "pending");
        Assert.Equal("available", world.View.Get<ImageRow>(image).State);
        Assert.Equal(2, engine.Captures);
    }

    [Fact]
    public async Task An_image_that_the_engine_always_refuses_fails_with_its_words()
    {
        engine.Refusals = int.MaxValue;
        keeper.Start();

        var image = Begin();

        await UntilAsync(() => world.View.Get<ImageRow>(image).State != "pending");
        Assert.Equal("failed", world.View.Get<ImageRow>(image).State);
        Assert.Equal("no space left on device", world.View.Get<ImageRow>(image).StateReason);
        Assert.Equal(3, engine.Captures);
    }

    [Fact]
    public async Task A_sweep_spares_an_image_that_was_begun_after_it_looked()
    {
        var image = "";
        engine.Looked = () => image = Begin();

        keeper.Start();

        await UntilAsync(() => engine.Spared is not null);
        Assert.Contains(image, engine.Spared!);
    }

    private string Begin()
    {
        var id = "";
        world.Arrange(change => id = change.Put(new ImageRow(change.NewId("ami"))
        {
            Name = "golden",
            State = "pending",
            CreationDate = change.Now,
            Architecture = "x86_64",
            RootDeviceName = "/dev/sda1",
            Devices = [new("/dev/sda1") { SizeGiB = 8 }],
            SourceInstanceId = "i-0123456789abcdef0",
            Backend = "docker",
            IsCaptured = true,
            Capture = "no-reboot",
        }).Id);
        return id;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        for (var i = 0; !isSo(); i++)
        {
            Assert.True(i < 3_000, "not in 30 s");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>An engine that refuses so many captures, and says what a sweep was told to spare.</summary>
    private sealed class Engine : IBackend, IImageCapture
    {
        public string Name => "docker";

        public PartHealth Health => new(Name, "running", "");

        public int Refusals { get; set; }

        public int Captures { get; private set; }

        public Action Looked { get; set; } = () => { };

        public IReadOnlySet<string>? Spared { get; private set; }

        public void Start(IMachineObserver observer)
        {
        }

        public Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation) =>
            Task.FromResult(new MachineFacts());

        public Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation) => Task.CompletedTask;

        public Task<string?> CaptureAsync(
            CaptureWish wish, Func<CancellationToken, Task> meanwhile, CancellationToken cancellation) =>
            ++Captures <= Refusals
                ? throw new MachineException("Server.InternalError", "no space left on device")
                : Task.FromResult<string?>(wish.ImageId);

        public Task<string?> CopyImageAsync(string reference, string imageId, CancellationToken cancellation) =>
            Task.FromResult<string?>(imageId);

        public Task SweepImagesAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation)
        {
            Looked();
            Spared = wanted();
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
