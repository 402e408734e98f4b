using Microsoft.Extensions.Logging;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Docker.Devices;
using Virga.Libvirt;
using Virga.Server.Configuration;
using Virga.Service.Control;
using Virga.State;

namespace Virga.Server.Hosting;

/// <summary>The disks of volumes: where their bytes are, and what keeps them as the rows say.</summary>
internal sealed class Disks : IAsyncDisposable
{
    private readonly string? reason;
    private DiskKeeper? keeper;
    private ImageKeeper? images;
    private ImageTransfers? transfers;

    private readonly string? buckets;

    private Disks(DiskStore? store, string? reason, string? buckets)
    {
        Store = store;
        this.buckets = buckets;
        this.reason = reason;
    }

    /// <summary>Null where no backend of this run makes real disks of volumes.</summary>
    public DiskStore? Store { get; }

    /// <summary>How it is, in a line.</summary>
    public PartHealth Health => Store is null
        ? new("disks", "off", reason ?? "no backend here makes disks of volumes; they are rows only")
        : new("disks", "running", $"{Store.Directory}, copies {(Store.CanClone ? "share blocks" : "are whole")}"
            + (reason is null ? "" : $"; volumes are no devices in containers: {reason}"));

    /// <summary>Whether volumes of this backend's machines are disks on this host.</summary>
    public static bool AreReal(string backend, string hypervisor) => backend switch
    {
        "docker" => LoopDevices.UnavailableBecause() is null,
        "libvirt" => LibvirtHost.IsOfThisMachine(hypervisor),
        _ => false,
    };

    /// <summary>In the data directory, or in a temporary one that ends with the run.</summary>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static Disks Of(ServerOptions options)
    {
        var reason = options.Rules.Backends.Contains("docker") ? LoopDevices.UnavailableBecause() : null;
        if (options.Rules.DiskBackends.Count == 0) return new(null, reason, options.Buckets);
        var directory = options.DataDirectory is { } data
            ? Path.Combine(data, "disks")
            : Path.Combine(Path.GetTempPath(), $"virga-{Backends.HomeOf(options)}", "disks");
        var store = new DiskStore(directory);
        store.Open();
        return new(store, reason, options.Buckets);
    }

    /// <summary>Has the disks follow the World.</summary>
    public void Keep(Store store, Reconciler reconciler, ILoggerFactory log)
    {
        var snapshots = Store is null
            ? null
            : new SnapshotWork(
                store, Store, reconciler, log.CreateLogger<DiskKeeper>(),
                buckets is null ? null : new SnapshotImports(Store, buckets));
        if (snapshots is not null) keeper = new(store, Store!, snapshots, log.CreateLogger<DiskKeeper>());
        images = new(store, reconciler, snapshots, log.CreateLogger<ImageKeeper>());
        if (buckets is not null)
            transfers = new(store, reconciler, images, Store, buckets, log.CreateLogger<ImageTransfers>());
    }

    public void Start()
    {
        keeper?.Start();
        images?.Start();
        transfers?.Start();
    }

    /// <summary>Ends what a run without a data directory kept.</summary>
    public async Task RemoveAsync()
    {
        if (images is not null) await images.RemoveAllAsync().ConfigureAwait(false);
        if (Store is null) return;
        Store.Remove();
        var parent = Path.GetDirectoryName(Store.Directory)!;
        if (Directory.Exists(parent) && !Directory.EnumerateFileSystemEntries(parent).Any()) Directory.Delete(parent);
    }

    public async ValueTask DisposeAsync()
    {
        if (transfers is not null) await transfers.DisposeAsync().ConfigureAwait(false);
        if (images is not null) await images.DisposeAsync().ConfigureAwait(false);
        if (keeper is not null) await keeper.DisposeAsync().ConfigureAwait(false);
    }
}
