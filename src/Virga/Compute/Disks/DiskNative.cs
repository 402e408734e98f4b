using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Virga.Compute.Disks;

/// <summary>The calls of Linux by which a sparse file is copied as one: lseek(2) and ioctl_ficlone(2).</summary>
internal static partial class DiskNative
{
    /// <summary>SEEK_DATA: the next byte at or after an offset that is not in a hole.</summary>
    public const int SeekData = 3;

    /// <summary>SEEK_HOLE: the next hole at or after an offset; the end of the file is one.</summary>
    public const int SeekHole = 4;

    /// <summary>ENXIO: there is no data after the offset.</summary>
    public const int NoMoreData = 6;

    private const string Library = "libc";

    /// <summary>FICLONE: _IOW(0x94, 9, int), the same number on x86-64 and arm64.</summary>
    private const nuint Clone = 0x4004_9409;

    /// <summary>Lets a file share all blocks of another. False where the file system can not.</summary>
    public static bool TryClone(SafeFileHandle to, SafeFileHandle from) =>
        Control(to, Clone, (int)from.DangerousGetHandle()) == 0;

    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(SafeFileHandle file, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, nint argument);

    /// <summary>Opens a directory, so that what was done in it can be made safe.</summary>
    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);
}
