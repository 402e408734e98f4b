using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;
using Virga.Libvirt.Machines;
using Virga.Libvirt.Networks;
using Virga.Libvirt.Storage;
using Virga.Service.Control;

namespace Virga.Libvirt;

/// <summary>
/// Runs instances as virtual machines: a domain named by the instance's id, with its disks in a storage pool.
/// </summary>
/// <remarks>libvirt's calls block, so each goes to the pool of threads.</remarks>
internal sealed partial class LibvirtBackend
    : IBackend, ICards, IConsoleOutput, IConsoleScreenshot, ISerialConsole, ICommandRunner, IMachineHold, IRootDisk,
        IImageCapture
{
    private const int ConsoleLimitBytes = 64 * 1024;

    private readonly LibvirtOptions options;
    private readonly LibvirtHost host;
    private readonly DiskStore store;
    private readonly AcceleratorChoice accelerators;
    private readonly DomainConvergence convergence;
    private readonly HostWatch watch;
    private readonly RunningMachines running = new();
    private readonly GuestAgent agent;
    private readonly SerialConsoles consoles;
    private readonly ILogger logger;

    internal LibvirtBackend(LibvirtOptions options, TimeProvider time, ILogger logger)
        : this(options, new LibvirtHost(options.Uri), time, logger)
    {
    }

    internal LibvirtBackend(LibvirtOptions options, LibvirtHost host, TimeProvider time, ILogger logger)
    {
        this.options = options;
        this.host = host;
        this.logger = logger;
        store = new DiskStore(host, options.Pool, VolumeLedger.Open(options.LedgerPath));
        var addresses = new GuestAddresses(host, options.Network);
        var probe = new KvmProbe(host, store, options.Owner, time);
        accelerators = new AcceleratorChoice(options.Accelerator, probe, logger);
        var cables = new MachineCables(options, host, time);
        var preparation = new DomainPreparation(options, host, store, addresses, cables);
        agent = new GuestAgent(host, time);
        consoles = new SerialConsoles(host, time);
        convergence = new DomainConvergence(
            options, host, store, preparation, accelerators, cables, running, time, logger);
        watch = new HostWatch(
            options, host, store, running, convergence.SweepDisks, accelerators, cables, time, logger);
        options.Networks.Expect(_ => Task.Run(RunningOnFabric));
    }

    public string Name => "libvirt";

    public PartHealth Health => watch.Health;

    public void Start(IMachineObserver observer)
    {
        convergence.Observer = observer;
        watch.Start(observer);
    }

    public async Task<MachineFacts> ConvergeAsync(Machine machine, CancellationToken cancellation)
    {
        try
        {
            var facts = await Task.Run(() => convergence.ConvergeAsync(machine, cancellation), cancellation)
                .ConfigureAwait(false);
            if (machine.NeedsBoot && facts.VncEndpoint is { } screen) Log.Screen(logger, machine.InstanceId, screen);
            return facts;
        }
        catch (LibvirtException error) when (!error.MayPass && host.IsConnected)
        {
            throw new MachineException("Server.InternalError", error.Message, error);
        }
    }

    public Task HoldAsync(
        string instanceId, Func<CancellationToken, Task> work, CancellationToken cancellation) => Task.Run(
        () => convergence.HoldAsync(instanceId, work, cancellation), cancellation);

    public Task ExportRootAsync(
        string instanceId, string volumeId, string path, CancellationToken cancellation) => Task.Run(
        () => convergence.ExportAsync(instanceId, volumeId, path, cancellation), cancellation);

    /// <summary>An image is the snapshot of its root disk, over which its machines' disks are.</summary>
    public async Task<string?> CaptureAsync(
        CaptureWish wish, Func<CancellationToken, Task> meanwhile, CancellationToken cancellation)
    {
        if (options.Disks is null)
            throw new MachineException(
                "Server.Unsupported", "Images are made of machines on this host's own hypervisor only.");
        await Task.Run(() => convergence.CaptureAsync(wish, meanwhile, cancellation), cancellation)
            .ConfigureAwait(false);
        return null;
    }

    public Task<string?> CopyImageAsync(string reference, string imageId, CancellationToken cancellation) =>
        Task.FromResult<string?>(null);

    public Task SweepImagesAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation) =>
        Task.CompletedTask;

    public async Task SweepAsync(Func<IReadOnlySet<string>> wanted, CancellationToken cancellation)
    {
        await Task.Run(() => convergence.Sweep(wanted), cancellation).ConfigureAwait(false);
        if (wanted().Count == 0) await options.Networks.RemoveAsync(cancellation).ConfigureAwait(false);
    }

    public Task<ReadOnlyMemory<byte>> ConsoleOutputAsync(string instanceId, CancellationToken cancellation) => Task.Run(
        () => new ReadOnlyMemory<byte>(store.ReadTail(DiskNames.Console(instanceId), ConsoleLimitBytes)), cancellation);

    public Task<ReadOnlyMemory<byte>> ScreenshotAsync(string instanceId, CancellationToken cancellation) => Task.Run(
        () =>
        {
            using var domain = host.Connect().FindDomain(instanceId);
            return domain is null ? default : new ReadOnlyMemory<byte>(domain.TakeScreenshot().Image);
        },
        cancellation);

    public bool IsSerialConsoleTaken(string instanceId) => consoles.IsTaken(instanceId);

    public Stream OpenSerialConsole(string instanceId) => consoles.Open(instanceId);

    public bool IsReachable(string instanceId) => running.HasAgent(instanceId);

    public async Task<CommandOutcome> RunAsync(string instanceId, string script, CancellationToken cancellation)
    {
        try
        {
            return await Task.Run(() => agent.RunAsync(instanceId, script, cancellation), cancellation)
                .ConfigureAwait(false);
        }
        catch (LibvirtException error)
        {
            throw new IOException(error.Message, error);
        }
    }

    /// <summary>A hypervisor that is away tells nothing; its machines then get new cards when it is back.</summary>
    private IReadOnlyList<MachineProcess> RunningOnFabric()
    {
        try
        {
            return host.IsLocal ? convergence.RunningOnFabric() : [];
        }
        catch (LibvirtException)
        {
            return [];
        }
    }

    public async ValueTask DisposeAsync()
    {
        await watch.DisposeAsync().ConfigureAwait(false);
        consoles.CloseAll();
        if (!options.IsKept && host.IsConnected)
            await Task.Run(convergence.RemoveEverything).ConfigureAwait(false);
        accelerators.Dispose();
        host.Dispose();
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Instance} shows its screen by VNC at {Endpoint}")]
        internal static partial void Screen(ILogger logger, string instance, string endpoint);
    }
}
