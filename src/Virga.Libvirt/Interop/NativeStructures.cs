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

/// <summary>virNetworkDHCPLease; the expiry in seconds since 1970.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeLease
{
    internal byte* Interface;
    internal long ExpiryTime;
    internal int Type;
    internal byte* Mac;
    internal byte* AssociationId;
    internal byte* Address;
    internal uint Prefix;
    internal byte* HostName;
    internal byte* ClientId;
}

/// <summary>virNodeInfo: the first 32 bytes name the processor.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct NativeNodeInfo
{
    internal fixed byte Model[32];
    internal nuint MemoryKiB;
    internal uint Cpus;
    internal uint MHz;
    internal uint NumaNodes;
    internal uint Sockets;
    internal uint Cores;
    internal uint Threads;
}
