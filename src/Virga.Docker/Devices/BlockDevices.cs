using System.Formats.Tar;
using System.Text;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Docker.Engine;
using Virga.Docker.Engine.Model;
using Virga.Docker.Init;

namespace Virga.Docker.Devices;

/// <summary>
/// The volumes of container instances as block devices: a loop device of the host over the volume's file, let into the
/// container by a rule that names it and no other.
/// </summary>
/// <param name="engine">Where the containers are.</param>
/// <param name="disks">Where the volumes' bytes are.</param>
/// <param name="mayMount">Whether guests get the rights to mount them, with which they could also leave the
/// container.</param>
internal sealed class BlockDevices(DockerEngine engine, DiskStore disks, bool mayMount)
{
    private const int EnoughForAnyTable = 64 * 1024;

    /// <summary>CAP_SYS_RESOURCE. Source: linux/capability.h.</summary>
    private const ulong SystemResource = 1UL << 24;

    private bool? isOurKernel;

    /// <summary>What a container needs in order that volumes can be attached to it, now or later.</summary>
    public async Task<ContainerSpec> PrepareAsync(
        ContainerSpec spec, string instanceId, CancellationToken cancellation)
    {
        if (!await IsOurKernelAsync(cancellation).ConfigureAwait(false)) return spec;
        var range = await DeviceRange.FindFreeAsync(engine, instanceId, cancellation).ConfigureAwait(false);
        var host = spec.HostConfig ?? new();
        host = host with { DeviceCgroupRules = [.. host.DeviceCgroupRules ?? [], .. range.Rules] };
        if (mayMount) host = MayMount(host);
        var labels = new Dictionary<string, string>(spec.Labels ?? new Dictionary<string, string>())
        {
            [Backend.DockerLabels.Devices] = range.Label,
        };
        return spec with { Labels = labels, HostConfig = host };
    }

    /// <summary>Before a container starts: all its volumes are there when its user data runs.</summary>
    /// <returns>Volumes that there is no place for.</returns>
    public async Task<IReadOnlyList<string>> StartingAsync(
        Machine machine, string container, DeviceRange? range, CancellationToken cancellation)
    {
        if (range is null || (machine.IsFirstBoot && !mayMount && !DataOf(machine).Any())) return [];
        var (attached, _, refused) = await BindAsync(machine, range, cancellation).ConfigureAwait(false);
        var table = DeviceTable.Of(machine.InstanceId, attached, range, mayMount);
        using var archive = new MemoryStream();
        await using (var tar = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true))
            await tar.WriteEntryAsync(new UstarTarEntry(TarEntryType.RegularFile, DeviceTable.Path[5..])
            {
                DataStream = new MemoryStream(Encoding.ASCII.GetBytes(table)),
                Mode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            }, cancellation).ConfigureAwait(false);
        archive.Position = 0;
        await engine.Containers.PutArchiveAsync(container, "/etc", archive, cancellation).ConfigureAwait(false);
        return refused;
    }

    /// <summary>Brings the devices of a running container to what they should be.</summary>
    /// <returns>Volumes that its guest still holds, and volumes that there is no place for.</returns>
    public async Task<(IReadOnlyList<string> Held, IReadOnlyList<string> Refused)> UpdateAsync(
        Machine machine, string container, DeviceRange? range, CancellationToken cancellation)
    {
        if (range is null) return ([], []);
        var bound = range.Numbers.Select(LoopDevices.Find).OfType<BoundLoop>().ToList();
        if (bound.Count == 0 && !DataOf(machine).Any()) return ([], []);
        var (attached, held, refused) = await BindAsync(machine, range, cancellation).ConfigureAwait(false);
        var table = DeviceTable.Of(machine.InstanceId, attached, range, mayMount);
        var exec = new ExecSpec { Cmd = [GuestInit.Path, "devices"], User = "0:0" };
        var input = Encoding.ASCII.GetBytes(table);
        if (input.Length >= EnoughForAnyTable) throw new IOException($"{machine.InstanceId} has too many devices");
        try
        {
            var end = await engine.Execs.RunAsync(container, exec, input, cancellation).ConfigureAwait(false);
            if (end.ExitCode != 0) throw new IOException($"devices of {machine.InstanceId}: {end.ErrorText}");
            return (held, refused);
        }
        catch (DockerEngineException refusal) when (refusal.Status >= 500)
        {
            return (held, [.. refused, .. TakeBack(machine, bound, attached, refusal)]);
        }
    }

    /// <summary>The container does not run: nothing of it holds a device.</summary>
    public static void Stopped(string instanceId)
    {
        foreach (var loop in LoopDevices.Of(instanceId)) LoopDevices.Release(loop.Number);
        LoopDevices.RemoveUnbound();
    }

    /// <summary>Devices of instances that there are no more, over files of this store.</summary>
    public void Sweep(Func<IReadOnlySet<string>> wanted)
    {
        var ours = LoopDevices.Of(null).Where(IsOurs).ToList();
        var instanceIds = wanted();
        foreach (var loop in ours.Where(loop => !instanceIds.Contains(loop.InstanceId)))
            LoopDevices.Release(loop.Number);
    }

    /// <summary>Another program's device may be free again between the list and the question.</summary>
    private bool IsOurs(BoundLoop loop)
    {
        try
        {
            return File.ReadAllText($"/sys/block/loop{loop.Number}/loop/backing_file")
                .StartsWith(disks.Directory + '/', StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Has what a guest wrote reach the volumes' files.</summary>
    public static void Flush(string instanceId)
    {
        foreach (var loop in LoopDevices.Of(instanceId).Where(loop => !loop.IsCut)) LoopDevices.Flush(loop.Number);
    }

    /// <summary>Whether containers run on the very kernel whose loop devices these are, rather than in a VM.</summary>
    public async Task<bool> IsOurKernelAsync(CancellationToken cancellation)
    {
        if (isOurKernel is { } known) return known;
        var version = await engine.VersionAsync(cancellation).ConfigureAwait(false);
        var own = await File.ReadAllTextAsync("/proc/sys/kernel/osrelease", cancellation).ConfigureAwait(false);
        isOurKernel = version.KernelVersion == own.Trim();
        return isOurKernel.Value;
    }

    /// <summary>
    /// Whether this host gives out CAP_SYS_RESOURCE at all: an engine that has not got it itself fails the container.
    /// </summary>
    private static bool HasSystemResource =>
        File.ReadLines("/proc/self/status").FirstOrDefault(line => line.StartsWith("CapBnd:", StringComparison.Ordinal))
            is not { } line || (Convert.ToUInt64(line[7..].Trim(), 16) & SystemResource) != 0;

    private static IEnumerable<MachineVolume> DataOf(Machine machine) =>
        machine.Volumes.Where(volume => !volume.IsRoot);

    private async Task<(Dictionary<int, MachineVolume> Attached, List<string> Held, List<string> Refused)> BindAsync(
        Machine machine, DeviceRange range, CancellationToken cancellation)
    {
        var bound = range.Numbers.Select(LoopDevices.Find).OfType<BoundLoop>().ToDictionary(loop => loop.Number);
        var attached = new Dictionary<int, MachineVolume>();
        List<string> held = [], refused = [];
        foreach (var loop in bound.Values)
        {
            var volume = DataOf(machine).FirstOrDefault(one => one.VolumeId == loop.VolumeId);
            if (volume is { Leaving: Leaving.No } && !loop.IsCut) attached[loop.Number] = volume;
            else if (LetGo(loop, volume)) bound.Remove(loop.Number);
            else if (volume is { Leaving: Leaving.Orderly })
            {
                attached[loop.Number] = volume;
                held.Add(volume.VolumeId);
            }
        }

        foreach (var volume in DataOf(machine).Where(one => one.Leaving == Leaving.No))
        {
            var path = await disks
                .EnsureAsync(volume.VolumeId, volume.SizeGiB, volume.SnapshotId, cancellation).ConfigureAwait(false);
            var known = attached.FirstOrDefault(pair => pair.Value.VolumeId == volume.VolumeId);
            if (known.Value is not null)
            {
                LoopDevices.Renew(known.Key);
                continue;
            }

            var free = range.Numbers.FirstOrDefault(number => !bound.ContainsKey(number), -1);
            if (free < 0)
            {
                refused.Add(volume.VolumeId);
                continue;
            }

            LoopDevices.Bind(bound[free] = new(free, machine.InstanceId, volume.VolumeId), path);
            attached[free] = volume;
        }

        return (attached, held, refused);
    }

    /// <summary>
    /// The engine is in trouble, above all with a full disk. The machine runs on with the volumes that it had; those
    /// that it does not know of yet are refused to it.
    /// </summary>
    /// <exception cref="IOException">There are none: the devices are told again later.</exception>
    private static List<string> TakeBack(
        Machine machine, List<BoundLoop> before, Dictionary<int, MachineVolume> attached, DockerEngineException refusal)
    {
        var added = attached.Where(pair => !before.Exists(
            loop => loop.Number == pair.Key && loop.VolumeId == pair.Value.VolumeId)).ToList();
        if (added.Count == 0)
            throw new IOException($"devices of {machine.InstanceId}: {refusal.EngineMessage}", refusal);
        foreach (var (number, _) in added) LoopDevices.Release(number);
        return [.. added.Select(pair => pair.Value.VolumeId)];
    }

    private static bool LetGo(BoundLoop loop, MachineVolume? volume)
    {
        if (volume is not { Leaving: Leaving.Orderly } && !loop.IsCut) LoopDevices.Cut(loop.Number);
        return LoopDevices.Release(loop.Number);
    }

    /// <summary>
    /// mount(2) needs CAP_SYS_ADMIN, and AppArmor's profile of containers forbids it; growing a mounted ext4 needs
    /// CAP_SYS_RESOURCE; <c>mount -o loop</c> needs loop devices of the guest's choice.
    /// </summary>
    private static HostConfig MayMount(HostConfig host) => host with
    {
        CapAdd = [.. (host.CapAdd ?? []).Union(HasSystemResource ? ["SYS_ADMIN", "SYS_RESOURCE"] : ["SYS_ADMIN"])],
        SecurityOpt = [.. (host.SecurityOpt ?? []).Union(["apparmor=unconfined"])],
        DeviceCgroupRules = [.. host.DeviceCgroupRules ?? [], "c 10:237 rwm", $"b {LoopDevices.Major}:* rwm"],
    };
}
