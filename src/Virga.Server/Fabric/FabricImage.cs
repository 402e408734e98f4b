using System.Diagnostics;
using System.Formats.Tar;
using System.Security.Cryptography;

namespace Virga.Server.Fabric;

/// <summary>
/// The image of the fabric container, made from this very program: its native binary, libnftables, and the libraries
/// that both need. There is no shell in it and nothing to pull; the emulator and its agent are never of two versions.
/// See docs/decisions/fabric-container.md.
/// </summary>
internal sealed class FabricImage
{
    public const string Program = "/virga";
    private const string Nftables = "libnftables.so.1";

    private FabricImage(SortedDictionary<string, string> files, string tag)
    {
        Files = files;
        Tag = tag;
    }

    /// <summary>Path in the image to path on this machine.</summary>
    public IReadOnlyDictionary<string, string> Files { get; }

    /// <summary>Names the content.</summary>
    public string Tag { get; }

    /// <exception cref="IOException">What is missing, and where it was looked for.</exception>
    public static async Task<FabricImage> OfAsync(string binary, CancellationToken cancellation)
    {
        var loader = new[] { "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1" }.FirstOrDefault(File.Exists)
            ?? throw new IOException("this machine has no dynamic loader to make the fabric's image with");
        if (!IsNative(binary))
            throw new IOException($"{binary} is no native binary: the fabric container needs the published program");

        var files =
            new SortedDictionary<string, string>(StringComparer.Ordinal) { [Program] = binary, [loader] = loader };
        await AddLibrariesAsync(files, loader, binary, cancellation).ConfigureAwait(false);
        var nftables = new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib" }
            .Select(directory => Path.Combine(directory, Nftables)).FirstOrDefault(File.Exists)
            ?? throw new IOException($"{Nftables} is not installed (Debian: libnftables1)");
        files[Library(nftables)] = nftables;
        await AddLibrariesAsync(files, loader, nftables, cancellation).ConfigureAwait(false);
        return new FabricImage(files, await HashAsync(files, cancellation).ConfigureAwait(false));
    }

    /// <summary>The file system as a tar archive.</summary>
    public async Task WriteAsync(Stream archive, CancellationToken cancellation)
    {
        await using var tar = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var directory in new[] { "lib/", "lib64/", "proc/", "run/", "sys/", "tmp/", "etc/" })
            await tar.WriteEntryAsync(Directory(directory), cancellation).ConfigureAwait(false);
        foreach (var (name, source) in Files)
        {
            await using var content = File.OpenRead(source);
            var entry = new UstarTarEntry(TarEntryType.RegularFile, name.TrimStart('/'))
            {
                DataStream = content,
                Mode = (UnixFileMode)0b111_101_101,
                ModificationTime = DateTimeOffset.UnixEpoch,
            };
            await tar.WriteEntryAsync(entry, cancellation).ConfigureAwait(false);
        }
    }

    private static UstarTarEntry Directory(string name) => new(TarEntryType.Directory, name)
    {
        Mode = (UnixFileMode)0b111_101_101,
        ModificationTime = DateTimeOffset.UnixEpoch,
    };

    /// <summary>What the loader itself would load, so nothing is guessed.</summary>
    private static async Task AddLibrariesAsync(
        SortedDictionary<string, string> files, string loader, string of, CancellationToken cancellation)
    {
        var start =
            new ProcessStartInfo(loader, ["--list", of]) { RedirectStandardOutput = true, UseShellExecute = false };
        using var process = Process.Start(start) ?? throw new IOException($"{loader} does not start");
        var text = await process.StandardOutput.ReadToEndAsync(cancellation).ConfigureAwait(false);
        await process.WaitForExitAsync(cancellation).ConfigureAwait(false);
        foreach (var line in text.Split('\n'))
        {
            var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words is [_, "=>", "not", "found", ..])
                throw new IOException($"{of} needs {words[0]}, which is not installed");
            if (words is [_, "=>", var path, ..] && path != loader)
                files[Library(path)] = path;
        }
    }

    private static string Library(string path) => "/lib/" + Path.GetFileName(path);

    private static bool IsNative(string path)
    {
        Span<byte> head = stackalloc byte[4];
        using var file = File.OpenRead(path);
        // The launcher of a program that needs a runtime is small, and native as well.
        return file.ReadAtLeast(head, 4, throwOnEndOfStream: false) == 4
            && head.SequenceEqual("\u007fELF"u8) && file.Length > 4 * 1024 * 1024;
    }

    private static async Task<string> HashAsync(
        SortedDictionary<string, string> files, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, source) in files)
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            hash.AppendData(await File.ReadAllBytesAsync(source, cancellation).ConfigureAwait(false));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
