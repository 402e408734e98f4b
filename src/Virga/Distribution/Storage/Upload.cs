using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Virga.Distribution;

namespace Virga.Distribution.Storage;

/// <summary>
/// A blob on its way in. What arrives is hashed and written as it comes, in memory that does not grow with the blob;
/// what was written when a connection broke is kept, and the client goes on from there.
/// </summary>
internal sealed class Upload(string id, string path, DateTimeOffset usedAt) : IDisposable
{
    /// <summary>ECR quotas, "Maximum layer size": 52,000 MiB.</summary>
    public const long MaxBytes = 52_000L * 1_024 * 1_024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<ReadOnlyMemory<byte>> segments = [];
    private readonly SafeFileHandle file =
        File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Delete);

    public string Id => id;

    public string Path => path;

    /// <summary>Bytes received.</summary>
    public long Length { get; private set; }

    /// <summary>How many parts the API call UploadLayerPart brought.</summary>
    public int Parts { get; set; }

    /// <summary>Size of the last part.</summary>
    public int LastPartBytes { get; set; }

    /// <summary>Set when a part that was too small was followed by another one.</summary>
    public bool HasSmallPart { get; set; }

    public DateTimeOffset UsedAt { get; private set; } = usedAt;

    /// <summary>One request at a time may write.</summary>
    public SemaphoreSlim Gate { get; } = new(1, 1);

    /// <summary>Appends a request's body to its end, or to where it breaks off.</summary>
    public async ValueTask AppendAsync(PipeReader body, DateTimeOffset now, CancellationToken cancellation)
    {
        UsedAt = now;
        while (true)
        {
            var result = await body.ReadAsync(cancellation).ConfigureAwait(false);
            if (Length + result.Buffer.Length > MaxBytes) throw Ecr.EcrErrors.LayerTooLarge();
            Append(result.Buffer);
            body.AdvanceTo(result.Buffer.End);
            if (result.IsCompleted || result.IsCanceled) return;
        }
    }

    /// <summary>One call to the system for many segments, which are of 4 KiB each.</summary>
    private void Append(ReadOnlySequence<byte> bytes)
    {
        if (bytes.IsSingleSegment)
        {
            Append(bytes.FirstSpan);
            return;
        }

        segments.Clear();
        foreach (var segment in bytes)
        {
            segments.Add(segment);
            hash.AppendData(segment.Span);
        }

        RandomAccess.Write(file, segments, Length);
        Length += bytes.Length;
    }

    /// <summary>Appends bytes that are in memory.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty) return;
        RandomAccess.Write(file, bytes, Length);
        hash.AppendData(bytes);
        Length += bytes.Length;
    }

    /// <summary>The digest of all that arrived; the bytes are on the disk when this returns.</summary>
    public Digest Finish()
    {
        RandomAccess.FlushToDisk(file);
        return Digest.OfHash(hash.GetCurrentHash());
    }

    /// <summary>Hashes again what an earlier run wrote.</summary>
    public async ValueTask RestoreAsync(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(128 * 1024);
        try
        {
            int count;
            while ((count = await RandomAccess.ReadAsync(file, buffer, Length, cancellation).ConfigureAwait(false)) > 0)
            {
                hash.AppendData(buffer.AsSpan(0, count));
                Length += count;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        file.Dispose();
        hash.Dispose();
    }
}
