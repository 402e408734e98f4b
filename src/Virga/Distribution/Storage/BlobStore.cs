using Microsoft.Win32.SafeHandles;
using Virga.Distribution;

namespace Virga.Distribution.Storage;

/// <summary>
/// Bytes by their digest, in files: <c>blobs/sha256/ab/abcd…</c>, and uploads under way in <c>uploads/</c>. A blob is
/// written to a temporary file, flushed to the disk and renamed, so that it is there whole or not at all. Who refers to
/// a blob is in the World; <see cref="HoldAsync"/> keeps writers and the collector of one digest apart.
/// </summary>
internal sealed class BlobStore : IDisposable
{
    // Enough that two digests seldom wait for each other.
    private const int Stripes = 256;

    private readonly SemaphoreSlim[] gates = [.. Enumerable.Range(0, Stripes).Select(_ => new SemaphoreSlim(1, 1))];
    private readonly string blobs;
    private readonly ScratchDirectory? scratch;
    private long written;

    /// <param name="directory">Where to keep it; null for a temporary directory, gone at the end.</param>
    /// <param name="time">The clock of leases and uploads.</param>
    public BlobStore(string? directory, TimeProvider time)
    {
        scratch = directory is null ? new("virga-registry-") : null;
        var root = directory ?? scratch!.Root;
        blobs = Path.Combine(root, "blobs", "sha256");
        Directory.CreateDirectory(blobs);
        Uploads = new(Path.Combine(root, "uploads"), time);
        Leases = new(time);
    }

    public UploadStore Uploads { get; }

    public LayerLeases Leases { get; }

    /// <summary>Where the bytes of a digest are, or would be.</summary>
    public string PathOf(Digest digest) => Path.Combine(blobs, digest.Hex[..2], digest.Hex);

    /// <summary>The size in bytes, or null when it is not there.</summary>
    public long? SizeOf(Digest digest) =>
        new FileInfo(PathOf(digest)) is { Exists: true } file ? file.Length : null;

    /// <summary>
    /// Opens it for reading, or null. A blob that is collected meanwhile can still be read to its end.
    /// </summary>
    public SafeFileHandle? Open(Digest digest)
    {
        try
        {
            return File.OpenHandle(
                PathOf(digest), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }

    /// <summary>All of it, for what is small: manifests.</summary>
    public async ValueTask<byte[]?> ReadAsync(Digest digest, CancellationToken cancellation)
    {
        using var handle = Open(digest);
        if (handle is null) return null;
        var content = new byte[RandomAccess.GetLength(handle)];
        var read = 0;
        while (read < content.Length)
        {
            var count = await RandomAccess.ReadAsync(handle, content.AsMemory(read), read, cancellation)
                .ConfigureAwait(false);
            if (count == 0) return null;
            read += count;
        }

        return content;
    }

    /// <summary>
    /// Nobody else writes, refers anew to, or collects this digest until the hold is disposed.
    /// </summary>
    public async ValueTask<IDisposable> HoldAsync(Digest digest, CancellationToken cancellation)
    {
        var gate = gates[Convert.ToInt32(digest.Hex[..2], 16) % Stripes];
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        return new Hold([gate]);
    }

    /// <summary>The same for all digests at once.</summary>
    public async ValueTask<IDisposable> HoldAllAsync(CancellationToken cancellation)
    {
        foreach (var gate in gates) await gate.WaitAsync(cancellation).ConfigureAwait(false);
        return new Hold(gates);
    }

    /// <summary>Writes a small blob. Hold it.</summary>
    public void Write(Digest digest, ReadOnlySpan<byte> content)
    {
        if (SizeOf(digest) == content.Length) return;
        var path = Path.Combine(Uploads.Folder, $"blob-{Interlocked.Increment(ref written)}-{digest.Hex}");
        using (var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.Write(handle, content, 0);
            RandomAccess.FlushToDisk(handle);
        }

        Move(path, digest);
    }

    /// <summary>Takes over a finished file, which is on the disk already. Hold it.</summary>
    public void Move(string path, Digest digest)
    {
        var target = PathOf(digest);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Move(path, target, overwrite: true);
    }

    /// <summary>Deletes it, and says how many bytes that freed. Hold it.</summary>
    public long Delete(Digest digest)
    {
        var size = SizeOf(digest) ?? 0;
        File.Delete(PathOf(digest));
        return size;
    }

    /// <summary>Everything that is there.</summary>
    public IEnumerable<Digest> All()
    {
        foreach (var path in Directory.EnumerateFiles(blobs, "*", SearchOption.AllDirectories))
            if (Digest.TryParse("sha256:" + Path.GetFileName(path), out var digest)) yield return digest;
    }

    public void Dispose()
    {
        Uploads.Dispose();
        foreach (var gate in gates) gate.Dispose();
        scratch?.Dispose();
    }

    private sealed class Hold(SemaphoreSlim[] held) : IDisposable
    {
        public void Dispose()
        {
            foreach (var gate in held) gate.Release();
        }
    }
}
