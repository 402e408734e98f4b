using System.Buffers.Binary;
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

    /// <summary>AT_FDCWD: paths are as the process sees them.</summary>
    private const int HereDirectory = -100;

    /// <summary>STATX_TYPE.</summary>
    private const uint WantsType = 1;

    /// <summary>Where statx(2) writes the mode, how long its answer is, and S_IFMT and S_IFREG in the mode.</summary>
    private const int ModeOffset = 28;
    private const int StatusBytes = 256;
    private const int TypeMask = 0xF000;
    private const int RegularType = 0x8000;

    /// <summary>
    /// Whether a path leads to a plain file. Told before it is opened: opening a pipe waits for whoever writes to it.
    /// </summary>
    public static bool IsRegularFile(string path)
    {
        if (!OperatingSystem.IsLinux()) return File.Exists(path);
        Span<byte> status = stackalloc byte[StatusBytes];
        return Status(HereDirectory, path, 0, WantsType, ref MemoryMarshal.GetReference(status)) == 0
            && (BinaryPrimitives.ReadUInt16LittleEndian(status[ModeOffset..]) & TypeMask) == RegularType;
    }

    /// <summary>Lets a file share all blocks of another. False where the file system can not.</summary>
    public static bool TryClone(SafeFileHandle to, SafeFileHandle from) =>
        Control(to, Clone, (int)from.DangerousGetHandle()) == 0;

    [LibraryImport(Library, EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(SafeFileHandle file, long offset, int whence);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Control(SafeFileHandle file, nuint request, nint argument);

    [LibraryImport(Library, EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int Status(int directory, string path, int flags, uint mask, ref byte status);

    /// <summary>Opens a directory, so that what was done in it can be made safe.</summary>
    [LibraryImport(Library, EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    public static partial int Sync(SafeFileHandle file);
}
