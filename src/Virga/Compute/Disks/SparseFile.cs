using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Virga.Compute.Disks;

/// <summary>
/// Files with holes: made, copied and grown without filling them, and safe on disk before they are named.
/// </summary>
internal static class SparseFile
{
    private const int CopyBytes = 1 << 20;

    /// <summary>A new file of a size that takes no space. It appears whole or not at all.</summary>
    public static void Create(string path, long length) => Write(path, file => RandomAccess.SetLength(file, length));

    /// <summary>
    /// A new file with the bytes of another, at least so long. It shares the other's blocks where the file system can
    /// (Btrfs, XFS, ZFS); elsewhere what is not a hole is copied.
    /// </summary>
    /// <param name="path">The new file.</param>
    /// <param name="source">Whose bytes it gets.</param>
    /// <param name="length">What it is made longer to.</param>
    /// <param name="progress">Called with how much of the source is done, in percent.</param>
    /// <param name="cancellation">Ends it; nothing is left.</param>
    public static void Copy(
        string path, string source, long length, Action<int> progress, CancellationToken cancellation) =>
        Write(path, to =>
        {
            using var from = File.OpenHandle(source, share: FileShare.ReadWrite | FileShare.Delete);
            var size = RandomAccess.GetLength(from);
            if (!DiskNative.TryClone(to, from))
            {
                RandomAccess.SetLength(to, size);
                CopyData(to, from, size, progress, cancellation);
            }

            if (size < length) RandomAccess.SetLength(to, length);
        });

    /// <summary>Makes a file longer; never shorter.</summary>
    public static void Grow(string path, long length)
    {
        using var file = File.OpenHandle(
            path, access: FileAccess.ReadWrite, share: FileShare.ReadWrite | FileShare.Delete);
        if (RandomAccess.GetLength(file) >= length) return;
        RandomAccess.SetLength(file, length);
        RandomAccess.FlushToDisk(file);
    }

    /// <summary>Gives a whole file its name, when it is on disk.</summary>
    public static void Settle(string draft, string path)
    {
        using (var file = File.OpenHandle(draft, access: FileAccess.ReadWrite)) RandomAccess.FlushToDisk(file);
        File.Move(draft, path, overwrite: true);
        SyncDirectory(Path.GetDirectoryName(path)!);
    }

    /// <summary>Whether files of a directory can share blocks.</summary>
    public static bool CanClone(string directory)
    {
        var (one, other) = (Path.Combine(directory, ".probe-1"), Path.Combine(directory, ".probe-2"));
        try
        {
            File.WriteAllBytes(one, new byte[4_096]);
            using var from = File.OpenHandle(one);
            using var to = File.OpenHandle(other, FileMode.Create, FileAccess.ReadWrite);
            return DiskNative.TryClone(to, from);
        }
        finally
        {
            File.Delete(one);
            File.Delete(other);
        }
    }

    private static void CopyData(
        SafeFileHandle to, SafeFileHandle from, long size, Action<int> progress, CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        try
        {
            for (long at = 0; at < size;)
            {
                var data = Seek(from, at, DiskNative.SeekData);
                if (data < 0) break;
                var end = Seek(from, data, DiskNative.SeekHole);
                for (at = data; at < end;)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var count = RandomAccess.Read(from, buffer.AsSpan(0, (int)Math.Min(CopyBytes, end - at)), at);
                    if (count == 0) return;
                    RandomAccess.Write(to, buffer.AsSpan(0, count), at);
                    at += count;
                    progress((int)(at * 100 / size));
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>An offset, or -1 when there is no data any more.</summary>
    private static long Seek(SafeFileHandle file, long offset, int whence)
    {
        var found = DiskNative.Seek(file, offset, whence);
        if (found >= 0) return found;
        var error = Marshal.GetLastPInvokeError();
        return error == DiskNative.NoMoreData
            ? -1
            : throw new IOException($"lseek: {Marshal.GetPInvokeErrorMessage(error)}");
    }

    /// <summary>Writes beside the name, and takes the name when all of it is on disk.</summary>
    private static void Write(string path, Action<SafeFileHandle> fill)
    {
        var draft = path + DiskStore.DraftSuffix;
        try
        {
            using (var file = File.OpenHandle(draft, FileMode.Create, FileAccess.ReadWrite, FileShare.ReadWrite))
            {
                // Another user of the host has no business in a guest's disk.
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                fill(file);
                RandomAccess.FlushToDisk(file);
            }

            File.Move(draft, path, overwrite: true);
            SyncDirectory(Path.GetDirectoryName(path)!);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>A name is safe when its directory is.</summary>
    private static void SyncDirectory(string directory)
    {
        using var handle = DiskNative.Open(directory, 0);
        if (!handle.IsInvalid) _ = DiskNative.Sync(handle);
    }
}
