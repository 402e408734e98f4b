using System.Runtime.InteropServices;

namespace Virga.Libvirt.Interop;

/// <summary>virStorageVolInfo: sizes in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeVolumeInfo
{
    internal int Type;
    internal ulong Capacity;
    internal ulong Allocation;
}

/// <summary>virStoragePoolInfo: sizes in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativePoolInfo
{
    internal int State;
    internal ulong Capacity;
    internal ulong Allocation;
    internal ulong Available;
}

/// <summary>virDomainJobInfo: times in milliseconds, sizes in bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeJobInfo
{
    internal int Type;
    internal ulong TimeElapsed;
    internal ulong TimeRemaining;
    internal ulong DataTotal;
    internal ulong DataProcessed;
    internal ulong DataRemaining;
    internal ulong MemoryTotal;
    internal ulong MemoryProcessed;
    internal ulong MemoryRemaining;
    internal ulong FileTotal;
    internal ulong FileProcessed;
    internal ulong FileRemaining;
}
