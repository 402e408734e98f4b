using System.Runtime.InteropServices;

namespace Virga.Libvirt.Interop;

/// <content>Storage pools and volumes, virtual networks, and the streams that carry their bytes.</content>
internal static unsafe partial class Native
{
    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial PoolHandle virStoragePoolLookupByName(ConnectionHandle connection, string name);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolFree(nint pool);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolRefresh(PoolHandle pool, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolGetInfo(PoolHandle pool, NativePoolInfo* info);

    [LibraryImport(Library)]
    internal static partial byte* virStoragePoolGetXMLDesc(PoolHandle pool, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStoragePoolListAllVolumes(PoolHandle pool, nint** volumes, uint flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial VolumeHandle virStorageVolLookupByName(PoolHandle pool, string name);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial VolumeHandle virStorageVolCreateXML(PoolHandle pool, string xml, uint flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial VolumeHandle virStorageVolCreateXMLFrom(
        PoolHandle pool, string xml, VolumeHandle source, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolFree(nint volume);

    [LibraryImport(Library)]
    internal static partial byte* virStorageVolGetName(VolumeHandle volume);

    [LibraryImport(Library)]
    internal static partial byte* virStorageVolGetPath(VolumeHandle volume);

    [LibraryImport(Library)]
    internal static partial byte* virStorageVolGetXMLDesc(VolumeHandle volume, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolGetInfo(VolumeHandle volume, NativeVolumeInfo* info);

    [LibraryImport(Library)]
    internal static partial int virStorageVolResize(VolumeHandle volume, ulong capacity, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolDelete(VolumeHandle volume, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolUpload(
        VolumeHandle volume, StreamHandle stream, ulong offset, ulong length, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStorageVolDownload(
        VolumeHandle volume, StreamHandle stream, ulong offset, ulong length, uint flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial NetworkHandle virNetworkLookupByName(ConnectionHandle connection, string name);

    [LibraryImport(Library)]
    internal static partial int virNetworkFree(nint network);

    [LibraryImport(Library)]
    internal static partial int virNetworkIsActive(NetworkHandle network);

    [LibraryImport(Library)]
    internal static partial byte* virNetworkGetXMLDesc(NetworkHandle network, uint flags);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int virNetworkGetDHCPLeases(
        NetworkHandle network, string? mac, NativeLease*** leases, uint flags);

    [LibraryImport(Library)]
    internal static partial void virNetworkDHCPLeaseFree(NativeLease* lease);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int virNetworkUpdate(
        NetworkHandle network, uint command, uint section, int parentIndex, string xml, uint flags);

    [LibraryImport(Library)]
    internal static partial StreamHandle virStreamNew(ConnectionHandle connection, uint flags);

    [LibraryImport(Library)]
    internal static partial int virStreamFree(nint stream);

    [LibraryImport(Library)]
    internal static partial int virStreamRecv(StreamHandle stream, byte* buffer, nuint length);

    [LibraryImport(Library)]
    internal static partial int virStreamSend(StreamHandle stream, byte* buffer, nuint length);

    [LibraryImport(Library)]
    internal static partial int virStreamFinish(StreamHandle stream);

    [LibraryImport(Library)]
    internal static partial int virStreamAbort(StreamHandle stream);
}
