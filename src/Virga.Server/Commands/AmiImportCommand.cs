using System.Security.Cryptography;
using Virga.Compute;
using Virga.Compute.Disks;
using Virga.Libvirt;
using Virga.Libvirt.Interop;
using Virga.Libvirt.Storage;
using Virga.Server.Configuration;

namespace Virga.Server.Commands;

/// <summary>
/// <c>virga ami import disk.qcow2</c>: brings a disk into the hypervisor's storage pool under the name of an AMI,
/// through libvirt, so that the pool may be another machine's. Every server that uses the pool finds it there.
/// </summary>
internal static class AmiImportCommand
{
    /// <summary>How many digits AWS's ids have.</summary>
    private const int Digits = 17;

    public static async Task<int> RunAsync(
        VirtualMachineOptions options, string file, ImageNote note, CancellationToken cancellation)
    {
        try
        {
            if (!File.Exists(file)) throw new IOException($"there is no file {file}");
            var format = DiskFile.FormatOf(file) ?? DiskFile.Raw;
            if (note.BootMode is null)
            {
                var head = await DiskFile.HeadAsync(file, format, cancellation).ConfigureAwait(false);
                note = note with { BootMode = BootSectors.NeedUefi(head) ? "uefi" : null };
            }

            var id = await ImportAsync(options, file, format, note, cancellation).ConfigureAwait(false);
            await Console.Out.WriteLineAsync(id).ConfigureAwait(false);
            return 0;
        }
        catch (Exception failure) when (
            failure is LibvirtException or MachineException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync("virga: " + failure.Message).ConfigureAwait(false);
            return 1;
        }
    }

    /// <summary>Written anew as qcow2, so that it stands alone and takes no space for what is empty.</summary>
    private static async Task<string> ImportAsync(
        VirtualMachineOptions options, string file, string format, ImageNote note, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("virga-ami-").FullName;
        try
        {
            using var host = new LibvirtHost(options.Uri);
            host.Connect();                     // first: without a pool the work would be for nothing
            var disk = Path.Combine(folder, "disk");
            await DiskFile.ConvertAsync(file, format, disk, DiskFile.Qcow2, cancellation).ConfigureAwait(false);
            var id = "ami-" + RandomNumberGenerator.GetHexString(Digits, lowercase: true);
            var store = new Virga.Libvirt.Storage.DiskStore(host, options.Pool, VolumeLedger.Open(null));
            await using var content = File.OpenRead(disk);
            await store.ImportImageAsync(id, content, (ulong)content.Length, note, cancellation).ConfigureAwait(false);
            return id;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
