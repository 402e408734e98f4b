using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Libvirt.Domains;

namespace Virga.Libvirt;

/// <summary>Settings of the virtual machines.</summary>
internal sealed record LibvirtOptions
{
    /// <summary>The hypervisor: any URI of libvirt's, remote ones included.</summary>
    public string Uri { get; init; } = "qemu:///system";

    /// <summary>The storage pool that holds AMIs and the disks of instances.</summary>
    public string Pool { get; init; } = "default";

    /// <summary>The network of machines where the fabric is off.</summary>
    public string Network { get; init; } = "default";

    /// <summary>What marks domains as ours, in their metadata: several servers may share a hypervisor.</summary>
    public required string Owner { get; init; }

    /// <summary>Where the ledger of our disks is kept; null: in memory, so that a crash leaks disks.</summary>
    public string? LedgerPath { get; init; }

    /// <summary>Whether machines and disks outlive the server.</summary>
    public bool IsKept { get; init; }

    /// <summary>Null: a probe decides.</summary>
    public Accelerator? Accelerator { get; init; }

    /// <summary>A user beside the image's own that gets the launch key too, such as <c>localstack</c>.</summary>
    public string? ExtraUser { get; init; }

    /// <summary>
    /// Whether a machine on the fabric has a NoCloud disk too, beside its metadata service. Others always have one.
    /// </summary>
    public bool HasSeed { get; init; } = true;

    /// <summary>Where VNC listens, on the hypervisor's host.</summary>
    public string VncAddress { get; init; } = "127.0.0.1";

    /// <summary>How long a guest may take to shut down before its plug is pulled. AWS gives minutes.</summary>
    public int ShutdownTimeoutSeconds { get; init; } = 60;

    /// <summary>
    /// What machines are plugged into; where that is none, they are in <see cref="Network"/> instead.
    /// </summary>
    public IMachineNetworks Networks { get; init; } = new EngineNetworks("no fabric is used here");

    /// <summary>Ports of this host that lead into machines, or null.</summary>
    public HostPorts? Ports { get; init; }

    /// <summary>
    /// Where the bytes of volumes are that are no root: the same files as those of containers. Null: in the pool, as
    /// for a hypervisor of another machine.
    /// </summary>
    public DiskStore? Disks { get; init; }

    /// <summary>
    /// The ids of all volumes and snapshots that exist: disks of ours that are none of them are deleted. Null: none
    /// is.
    /// </summary>
    public Func<IReadOnlySet<string>>? ExistingDisks { get; init; }
}
