using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Virga.Compute.Disks;

/// <summary>
/// Disks of virtual machines in files that somebody brings: which form they have, by QEMU's name of it, and their bytes
/// in another. Plain bytes need nothing; every other form needs <c>qemu-img</c> on this machine.
/// </summary>
internal static class DiskFile
{
    public const string Raw = "raw";
    public const string Qcow2 = "qcow2";

    private const string Tool = "qemu-img";
    private const int SectorBytes = 512;

    /// <summary>The last two bytes of a boot record.</summary>
    private static readonly byte[] BootRecordEnd = [0x55, 0xAA];

    /// <summary>What files of each form begin with.</summary>
    private static readonly (string Format, byte[] Head)[] Heads =
    [
        (Qcow2, [0x51, 0x46, 0x49, 0xFB]),
        ("vmdk", "KDMV"u8.ToArray()),
        ("vhdx", "vhdxfile"u8.ToArray()),
        ("vpc", "conectix"u8.ToArray()),
    ];

    /// <summary>QEMU's name of a form that AWS names, or <c>QCOW2</c>, which is ours; null where it is no
    /// disk's.</summary>
    public static string? FormatNamed(string? name) => name?.ToUpperInvariant() switch
    {
        "RAW" => Raw,
        "QCOW2" => Qcow2,
        "VMDK" => "vmdk",
        "VHD" => "vpc",
        "VHDX" => "vhdx",
        _ => null,
    };

    /// <summary>The form that a file shows: <c>raw</c> where it has a boot record, null where it tells
    /// nothing.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static string? FormatOf(string path)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite);
        var length = RandomAccess.GetLength(file);
        Span<byte> sector = stackalloc byte[SectorBytes];
        var head = sector[..RandomAccess.Read(file, sector, 0)];
        foreach (var (format, start) in Heads)
            if (head.StartsWith(start)) return format;
        var isBootable = head.EndsWith(BootRecordEnd) && head.Length == SectorBytes;
        // A fixed VHD is plain bytes with a footer, and those bytes have a boot record too where they boot.
        var foot = sector[..RandomAccess.Read(file, sector, Math.Max(0, length - SectorBytes))];
        return foot.StartsWith("conectix"u8) ? "vpc" : isBootable ? Raw : null;
    }

    /// <summary>Writes a disk to a new file in another form. One that needs a second file is refused.</summary>
    /// <exception cref="MachineException">It is no such disk, or the tool is missing.</exception>
    public static async Task ConvertAsync(
        string source, string format, string target, string targetFormat, CancellationToken cancellation)
    {
        if (format == Raw && targetFormat == Raw)
        {
            await Task.Run(() => SparseFile.Copy(target, source, 0, _ => { }, cancellation), cancellation)
                .ConfigureAwait(false);
            return;
        }

        await CheckStandsAloneAsync(source, format, cancellation).ConfigureAwait(false);
        await RunAsync(["convert", "-f", format, "-O", targetFormat, source, target], cancellation)
            .ConfigureAwait(false);
    }

    /// <summary>The first bytes that a guest would see.</summary>
    /// <exception cref="MachineException">It is no such disk, or the tool is missing.</exception>
    public static async Task<byte[]> HeadAsync(string source, string format, CancellationToken cancellation)
    {
        if (format == Raw) return ReadHead(source);
        var folder = Directory.CreateTempSubdirectory("virga-disk-").FullName;
        try
        {
            var part = Path.Combine(folder, "head");
            await RunAsync(
                ["dd", "-f", format, "-O", Raw, $"bs={SectorBytes}", $"count={BootSectors.Bytes / SectorBytes}",
                    "if=" + source, "of=" + part],
                cancellation).ConfigureAwait(false);
            return ReadHead(part);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>The first bytes of a file.</summary>
    public static byte[] ReadHead(string path)
    {
        using var file = File.OpenHandle(path, share: FileShare.ReadWrite);
        var head = new byte[BootSectors.Bytes];
        return head[..RandomAccess.Read(file, head, 0)];
    }

    /// <summary>
    /// A disk that names another file would show the guest what it names: any file of this host.
    /// </summary>
    private static async Task CheckStandsAloneAsync(string source, string format, CancellationToken cancellation)
    {
        if (format == Raw) return;
        var text = await RunAsync(["info", "--output=json", "-f", format, source], cancellation)
            .ConfigureAwait(false);
        using var facts = JsonDocument.Parse(text);
        var isOverlay = facts.RootElement.TryGetProperty("backing-filename", out _);
        var hasDataFile = facts.RootElement.TryGetProperty("format-specific", out var specific)
            && specific.TryGetProperty("data", out var data) && data.TryGetProperty("data-file", out _);
        // A VMDK of these two kinds is one file; the text of the others names files that hold the bytes.
        var hasExtents = specific.ValueKind == JsonValueKind.Object
            && specific.TryGetProperty("data", out var vmdk) && vmdk.TryGetProperty("create-type", out var kind)
            && kind.GetString() is not ("monolithicSparse" or "streamOptimized");
        if (isOverlay || hasDataFile || hasExtents)
            throw new MachineException("ClientError", "The disk needs another file; a disk by itself is wanted.");
    }

    private static async Task<string> RunAsync(string[] arguments, CancellationToken cancellation)
    {
        using var process = Start(arguments);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellation);
            var error = await process.StandardError.ReadToEndAsync(cancellation).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
            return process.ExitCode == 0
                ? await output.ConfigureAwait(false)
                : throw new MachineException("ClientError", error.Trim());
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private static Process Start(string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(Tool, arguments)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            })!;
        }
        catch (Win32Exception missing)
        {
            throw new MachineException(
                "ClientError", $"{Tool} is not on this machine (Debian package qemu-utils).", missing);
        }
    }
}
