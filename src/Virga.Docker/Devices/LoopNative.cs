using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Virga.Docker.Devices;

/// <summary>
/// The ioctls of Linux's loop devices. Source: linux/loop.h; numbers are those of every architecture.
/// </summary>
internal static partial class LoopNative
{
    public const nuint ControlAdd = 0x4C80;
    public const nuint ControlRemove = 0x4C81;
    public const nuint ClearFile = 0x4C01;
    public const nuint SetCapacity = 0x4C07;

    /// <summary>BLKFLSBUF: writes what a file system on the device still holds in memory. Source: linux/fs.h.</summary>
    public const nuint FlushBuffers = 0x1261;

    public const int NotFound = 2;
    public const int NotBound = 6;
    public const int Exists = 17;
    public const int Busy = 16;

    private const nuint GetStatus = 0x4C05;
    private const nuint SetStatus = 0x4C04;
    private const nuint Configure = 0x4C0A;
    private const string Library = "libc";
    private const uint BlockDevice = 0x6000;
    private const uint OwnerReadWrite = 0x180;

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    public static partial int Call(SafeFileHandle device, nuint request, nint argument);

    /// <summary>What a device is bound to; false where it is to nothing.</summary>
    public static bool TryRead(SafeFileHandle device, out LoopStatus status) =>
        Read(device, GetStatus, out status) == 0;

    public static int Write(SafeFileHandle device, in LoopStatus status) => Change(device, SetStatus, in status);

    /// <summary>Binds a device to a file in one step (Linux 5.8 and later).</summary>
    public static int Bind(SafeFileHandle device, in LoopConfiguration configuration) =>
        Bind(device, Configure, in configuration);

    /// <summary>Makes the node of a loop device where nobody else does.</summary>
    public static int MakeNode(string path, int minor) =>
        MakeNode(path, BlockDevice | OwnerReadWrite, DeviceOf(LoopDevices.Major, (uint)minor));

    /// <summary>Major and minor in glibc's dev_t.</summary>
    private static ulong DeviceOf(uint major, uint minor) =>
        (minor & 0xffu) | ((ulong)(major & 0xfffu) << 8) | ((ulong)(minor & 0xffff_ff00u) << 12);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Read(SafeFileHandle device, nuint request, out LoopStatus status);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Change(SafeFileHandle device, nuint request, in LoopStatus status);

    [LibraryImport(Library, EntryPoint = "ioctl", SetLastError = true)]
    private static partial int Bind(SafeFileHandle device, nuint request, in LoopConfiguration configuration);

    [LibraryImport(Library, EntryPoint = "mknod", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int MakeNode(string path, uint mode, ulong device);
}

/// <summary>struct loop_info64.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LoopStatus
{
    public const int NameBytes = 64;

    /// <summary>LO_FLAGS_AUTOCLEAR.</summary>
    public const uint IsReleasedAtClose = 4;

    public ulong Device;
    public ulong Inode;
    public ulong RealDevice;

    /// <summary>Bytes of the file before the device begins.</summary>
    public ulong Offset;

    /// <summary>Bytes that the device has at most; 0 is all.</summary>
    public ulong SizeLimit;

    public uint Number;
    public uint EncryptionType;
    public uint KeySize;
    public uint Flags;
    public fixed byte FileName[NameBytes];
    public fixed byte EncryptionName[NameBytes];
    public fixed byte Key[32];
    public fixed ulong Init[2];
}

/// <summary>struct loop_config.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LoopConfiguration
{
    public uint File;
    public uint BlockSize;
    public LoopStatus Status;
    public fixed ulong Reserved[8];
}
