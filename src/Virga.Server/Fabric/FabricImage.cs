using System.Diagnostics;
using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text;

namespace Virga.Server.Fabric;

/// <summary>
/// The image of the fabric container, made from this very program, libnftables, and the libraries that both need. There
/// is no shell in it and nothing to pull; the emulator and its agent are never of two versions.
/// See docs/decisions/fabric-container.md.
/// </summary>
internal sealed class FabricImage
{
    private const string Nftables = "libnftables.so.1";

    private readonly SortedDictionary<string, string> files = new(StringComparer.Ordinal);
    private readonly FabricProgram program;

    private FabricImage(FabricProgram program)
    {
        this.program = program;
        foreach (var (name, source) in program.Files) files[name] = source;
    }

    /// <summary>What is run in the container; a verb follows.</summary>
    public IReadOnlyList<string> Command => program.Command;

    /// <summary>Names the content.</summary>
    public string Tag { get; private set; } = "";

    /// <exception cref="IOException">What is missing, and where it was looked for.</exception>
    public static async Task<FabricImage> OfAsync(FabricProgram program, CancellationToken cancellation)
    {
        var loader = new[] { "/lib64/ld-linux-x86-64.so.2", "/lib/ld-linux-aarch64.so.1" }.FirstOrDefault(File.Exists)
            ?? throw new IOException("this machine has no dynamic loader to make the fabric's image with");
        var nftables = new[] { "/usr/lib/x86_64-linux-gnu", "/usr/lib/aarch64-linux-gnu", "/usr/lib64", "/usr/lib" }
            .Select(directory => Path.Combine(directory, Nftables)).FirstOrDefault(File.Exists)
            ?? throw new IOException($"{Nftables} is not installed (Debian: libnftables1)");
        var image = new FabricImage(program);
        image.files[loader] = loader;
        image.files[Library(nftables)] = nftables;
        foreach (var native in program.Natives.Append(nftables))
            await image.AddLibrariesAsync(loader, native, cancellation).ConfigureAwait(false);
        image.Tag = await image.HashAsync(cancellation).ConfigureAwait(false);
        return image;
    }

    /// <summary>The file system as a tar archive.</summary>
    public async Task WriteAsync(Stream archive, CancellationToken cancellation)
    {
        await using var tar = new TarWriter(archive, TarEntryFormat.Ustar, leaveOpen: true);
        foreach (var directory in new[] { "lib/", "lib64/", "proc/", "run/", "sys/", "tmp/", "etc/" })
            await tar.WriteEntryAsync(Directory(directory), cancellation).ConfigureAwait(false);
        foreach (var (name, source) in files)
        {
            await using var content = File.OpenRead(source);
            await tar.WriteEntryAsync(FileOf(name, content), cancellation).ConfigureAwait(false);
        }

        foreach (var (name, text) in program.Texts)
        {
            using var content = new MemoryStream(text, writable: false);
            await tar.WriteEntryAsync(FileOf(name, content), cancellation).ConfigureAwait(false);
        }
    }

    private static UstarTarEntry FileOf(string name, Stream content) =>
        new(TarEntryType.RegularFile, name.TrimStart('/'))
        {
            DataStream = content,
            Mode = (UnixFileMode)0b111_101_101,
            ModificationTime = DateTimeOffset.UnixEpoch,
        };

    private static UstarTarEntry Directory(string name) => new(TarEntryType.Directory, name)
    {
        Mode = (UnixFileMode)0b111_101_101,
        ModificationTime = DateTimeOffset.UnixEpoch,
    };

    /// <summary>What the loader itself would load, so nothing is guessed.</summary>
    private async Task AddLibrariesAsync(string loader, string of, CancellationToken cancellation)
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
            if (words is [_, "=>", var path, ..] && path != loader && !program.Files.Values.Contains(path))
                files[Library(path)] = path;
        }
    }

    private static string Library(string path) => "/lib/" + Path.GetFileName(path);

    private async Task<string> HashAsync(CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, source) in files)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(await File.ReadAllBytesAsync(source, cancellation).ConfigureAwait(false));
        }

        foreach (var (name, text) in program.Texts)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name));
            hash.AppendData(text);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }
}
