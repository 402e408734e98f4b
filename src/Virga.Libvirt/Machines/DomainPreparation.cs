using System.Collections.Immutable;
using Virga.Compute;
using Virga.Libvirt.Domains;
using Virga.Libvirt.Interop;
using Virga.Libvirt.Networks;
using Virga.Libvirt.Seeds;
using Virga.Libvirt.Storage;

namespace Virga.Libvirt.Machines;

/// <summary>Makes what a machine needs before it can start (disks, seed, addresses) and says how it is built.</summary>
internal sealed class DomainPreparation(
    LibvirtOptions options, LibvirtHost host, DiskStore store, GuestAddresses addresses, MachineCables cables)
{
    /// <summary>
    /// A guest's memory is taken as it is touched, but more than the host has would end other guests.
    /// </summary>
    private const int MemoryShareDivisor = 2;

    private const ulong GiB = 1UL << 30;

    /// <summary>The machine as it is to be started now.</summary>
    internal (DomainSpec Spec, MachineFacts Facts) Prepare(
        Machine machine, Accelerator accelerator, MachineNetwork way)
    {
        var (hostCpus, hostMemoryMiB) = host.Connect().ReadMeans();
        var cpus = Math.Clamp(machine.VCpus, 1, hostCpus);
        var memoryMiB = Math.Clamp(machine.MemoryMiB, 64, Math.Max(64, hostMemoryMiB / MemoryShareDivisor));
        var disks = PrepareDisks(machine).ToImmutableArray();       // first: an image that is missing costs nothing
        var nics = machine.Interfaces.Select(one => PrepareNic(machine.InstanceId, one, way)).ToImmutableArray();
        var spec = new DomainSpec
        {
            InstanceId = machine.InstanceId,
            Owner = options.Owner,
            Boot = machine.Boot,
            InstanceType = machine.InstanceType,
            MemoryMiB = memoryMiB,
            VirtualCpus = cpus,
            Accelerator = accelerator,
            Firmware = machine.BootMode is "uefi" or "uefi-preferred" ? Firmware.Uefi : Firmware.Bios,
            Disks = way.IsReal && !options.HasSeed ? disks : [.. disks, PrepareSeed(machine)],
            Nics = [.. nics.Select(nic => nic.Spec)],
            ConsoleLogPath = PrepareConsole(machine.InstanceId).Path,
            VncAddress = options.VncAddress,
        };
        var facts = cables.Facts(machine.InstanceId, way.IsReal, nics.FirstOrDefault().Address);
        return (spec, Complete(machine, facts, cpus, memoryMiB, way.Limitation));
    }

    /// <summary>Where the screen of a running machine is shown.</summary>
    internal string? VncEndpoint(DomainView view) =>
        view.VncPort is { } port ? $"{options.VncAddress}:{port}" : null;

    /// <summary>What is known of a machine that was started before.</summary>
    internal MachineFacts Facts(Machine machine, LibvirtDomain domain)
    {
        var view = DomainView.Parse(domain.Xml);
        var card = view.Cards.FirstOrDefault(card => !card.IsTap);
        var address = card is null ? null : addresses.Reserve(machine.InstanceId, card.MacAddress);
        var facts = cables.Facts(machine.InstanceId, view.HasTaps, address) with { VncEndpoint = VncEndpoint(view) };
        var network = card is null ? null : cables.OnNetwork("as when it was started");
        return Complete(machine, facts, view.VirtualCpus, view.MemoryMiB, network);
    }

    /// <summary>
    /// The disk of a volume, made from its snapshot or image if it is not there yet, and large enough.
    /// </summary>
    internal StoredDisk PrepareVolume(Machine machine, MachineVolume volume)
    {
        var bytes = (ulong)volume.SizeGiB * GiB;
        if (!volume.IsRoot && options.Disks is { } shared)
        {
            var path = shared.Ensure(volume.VolumeId, volume.SizeGiB, volume.SnapshotId, CancellationToken.None);
            return new(volume.VolumeId, path, "raw", bytes, 0);
        }

        if (store.FindReady(volume.VolumeId) is { } existing)
            return existing;
        if (volume.SnapshotId is { } held && options.Disks is { } files && files.Has(held))
            return store.CreateOverlayOfFile(volume.VolumeId, bytes, held, files.PathOf(held));
        if (volume.SnapshotId is { } snapshot && store.Find(snapshot) is not null)
            return store.CreateOverlay(volume.VolumeId, bytes, snapshot);
        if (!volume.IsRoot)
            return store.CreateEmpty(volume.VolumeId, bytes);
        if (store.Find(machine.Image) is null)
        {
            throw new MachineException(
                "Client.InvalidAMIID.NotFound", $"The pool {options.Pool} holds no disk named {machine.Image}.");
        }

        return store.CreateOverlay(volume.VolumeId, bytes, machine.Image);
    }

    /// <summary>Whether a volume's bytes are beside those of containers rather than in the pool.</summary>
    internal bool IsShared(MachineVolume volume) => !volume.IsRoot && options.Disks is not null;

    /// <summary>Takes away what only this instance needed; its volumes have a life of their own.</summary>
    internal void Remove(string instanceId)
    {
        store.Delete(DiskNames.Seed(instanceId));
        store.DeleteLog(DiskNames.Console(instanceId));
        addresses.Release(instanceId);
    }

    private IEnumerable<DiskSpec> PrepareDisks(Machine machine)
    {
        var taken = new HashSet<string>();
        foreach (var volume in machine.Volumes.Where(volume => volume.Leaving == Leaving.No))
        {
            var target = volume.IsRoot ? DiskTargets.Root : DiskTargets.Choose(volume.Device, taken);
            taken.Add(target);
            var disk = PrepareVolume(machine, volume);
            if (!IsShared(volume)) store.Grow(volume.VolumeId, (ulong)volume.SizeGiB * GiB);
            yield return new DiskSpec(disk.Path, disk.Format, target, volume.VolumeId);
        }
    }

    /// <summary>Made anew for each boot: user data may be changed while an instance is stopped.</summary>
    private DiskSpec PrepareSeed(Machine machine)
    {
        var image = new NoCloudSeed
        {
            InstanceId = machine.InstanceId,
            HostName = machine.Hostname,
            PublicKeys = machine.PublicKey is { } key ? [key] : [],
            UserData = machine.UserData,
            ExtraUser = options.ExtraUser,
        }.ToImage();
        var name = DiskNames.Seed(machine.InstanceId);
        store.Delete(name);
        var disk = store.Upload(name, new MemoryStream(image), (ulong)image.Length);
        return new DiskSpec(disk.Path, disk.Format, DiskTargets.Seed, null) { IsReadOnly = true };
    }

    private StoredDisk PrepareConsole(string instanceId)
    {
        var name = DiskNames.Console(instanceId);
        return store.FindReady(name) ?? store.Upload(name, new MemoryStream(), 0);
    }

    private (NicSpec Spec, string? Address) PrepareNic(string instanceId, MachineInterface one, MachineNetwork way) =>
        way.IsReal
            ? (new FabricNic(one.InterfaceId, one.MacAddress), null)
            : (new NetworkNic(one.MacAddress, options.Network), addresses.Reserve(instanceId, one.MacAddress));

    private static MachineFacts Complete(
        Machine machine, MachineFacts facts, int cpus, int memoryMiB, string? network)
    {
        var means = cpus < machine.VCpus || memoryMiB < machine.MemoryMiB
            ? $"The host gives it {cpus} of {machine.VCpus} vCPUs and {memoryMiB} of {machine.MemoryMiB} MiB."
            : null;
        string?[] sentences = [means, network, facts.Limitation];
        var limitation = string.Join(' ', sentences.Where(sentence => sentence is not null));
        return facts with
        {
            HostId = SystemIdentity.Uuid(machine.InstanceId),
            Limitation = limitation.Length == 0 ? null : limitation,
        };
    }
}
