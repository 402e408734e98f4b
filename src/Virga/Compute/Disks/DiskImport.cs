using Virga.Ec2.Images;
using Virga.Ec2.Snapshots;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Compute.Disks;

/// <summary>
/// Makes an AMI of a disk in a file: its bytes become a snapshot, as on AWS, over which machines have their roots.
/// </summary>
internal sealed class DiskImport(Store store, Reconciler reconciler, DiskStore? disks)
{
    private const string Backend = "libvirt";
    private const string RootDevice = "/dev/sda1";

    private const int BytesPerGiBShift = 30;

    /// <summary>The disk's form, as the task or the file itself says; null where it is no disk.</summary>
    public static string? FormatOf(ImportImageTaskRow task, string path) => task.Format is { } named
        ? DiskFile.FormatNamed(named)
        : DiskFile.FormatOf(path);

    /// <summary>Does it, or goes on where a crash broke it off.</summary>
    /// <exception cref="MachineException">It cannot be; the text becomes the task's status message.</exception>
    public async Task RunAsync(
        Scope scope, ImportImageTaskRow task, string path, string format, CancellationToken cancellation)
    {
        if (disks is null || reconciler.Backend(Backend) is null)
            throw new MachineException("ClientError", "Disks are imported where this host's own hypervisor is used.");
        if (task.Architecture is ArchitectureValues.Arm64)
            throw new MachineException("ClientError", "Virtual machines are of x86_64 here.");
        var snapshot = NameSnapshot(scope, task.Id);
        if (snapshot is null) return;
        await disks.TakeAsync(snapshot, async draft =>
        {
            await DiskFile.ConvertAsync(path, format, draft, DiskFile.Raw, cancellation).ConfigureAwait(false);
            SparseFile.Grow(draft, (long)SizeGiB(draft) << BytesPerGiBShift);
        }).ConfigureAwait(false);
        End(scope, task.Id, snapshot);
    }

    /// <summary>The same one again after a crash; null where the task was cancelled.</summary>
    private string? NameSnapshot(Scope scope, string taskId)
    {
        string? name = null;
        store.Commit(scope, change =>
        {
            if (change.Find<ImportImageTaskRow>(taskId) is not { Status: ImportImageTaskRow.Active } row) return;
            name = row.SnapshotId ?? change.NewId("snap");
            if (row.SnapshotId is null) change.Put(row with { SnapshotId = name });
        });
        return name;
    }

    private void End(Scope scope, string taskId, string snapshotId)
    {
        var path = disks!.PathOf(snapshotId);
        var size = SizeGiB(path);
        var needsUefi = BootSectors.NeedUefi(DiskFile.ReadHead(path));
        var isWanted = false;
        store.Commit(scope, change =>
        {
            if (change.Find<ImportImageTaskRow>(taskId) is not { Status: ImportImageTaskRow.Active } row) return;
            isWanted = true;
            change.Put(row with { Status = ImportImageTaskRow.Completed, Architecture = ArchitectureValues.X86_64 });
            // The description that VM Import gives (VM Import/Export User Guide).
            change.Put(new SnapshotRow(snapshotId)
            {
                VolumeId = SnapshotRow.NoVolume,
                SizeGiB = size,
                State = "completed",
                StartTime = change.Now,
                CompletionTime = change.Now,
                Description = $"Created by AWS-VMImport service for {taskId}",
                IsOnDisk = true,
                ProgressPercent = 100,
            });
            change.Put(ImageOf(row, snapshotId, size, change) with
            {
                BootMode = row.BootMode ?? (needsUefi ? BootModeValues.Uefi : null),
            });
        });
        if (!isWanted) disks.Delete(snapshotId);
    }

    private static ImageRow ImageOf(ImportImageTaskRow task, string snapshotId, int sizeGiB, Change change) =>
        new(task.ImageId)
        {
            Name = task.Id,
            Description = task.Description ?? "",
            State = ImageState.Available,
            CreationDate = change.Now,
            Architecture = ArchitectureValues.X86_64,
            RootDeviceName = RootDevice,
            Devices = [new(RootDevice) { SnapshotId = snapshotId, SizeGiB = sizeGiB, VolumeType = VolumeType.Gp2 }],
            Backend = Backend,
            IsCaptured = true,
        };

    private static int SizeGiB(string path)
    {
        var whole = (1L << BytesPerGiBShift) - 1;
        return (int)Math.Max(1, (new FileInfo(path).Length + whole) >> BytesPerGiBShift);
    }
}
