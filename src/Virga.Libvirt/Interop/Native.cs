using System.Runtime.InteropServices;

namespace Virga.Libvirt.Interop;

/// <summary>
/// libvirt's C functions under their own names: connections, errors and events. The library is opened at the first
/// call, so a machine without it runs everything else; ask <see cref="LibvirtLibrary"/> before.
/// </summary>
/// <remarks>
/// A negative number or a null handle is a failure whose text is kept for the calling thread alone: read it before
/// anything else is called on that thread. Source: libvirt.org/html, Debian package libvirt-dev 9.0.
/// </remarks>
internal static unsafe partial class Native
{
    /// <summary>A name of ours, which <see cref="LibvirtLibrary"/> resolves to the file of the platform.</summary>
    internal const string Library = "virga-libvirt";

    /// <summary>What libvirt offers for QEMU alone; in the same package, in a file of its own.</summary>
    internal const string QemuLibrary = "virga-libvirt-qemu";

    [LibraryImport(Library)]
    internal static partial int virInitialize();

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial ConnectionHandle virConnectOpen(string uri);

    [LibraryImport(Library)]
    internal static partial int virConnectClose(nint connection);

    [LibraryImport(Library)]
    internal static partial int virConnectIsAlive(ConnectionHandle connection);

    [LibraryImport(Library)]
    internal static partial int virConnectSetKeepAlive(ConnectionHandle connection, int seconds, uint count);

    [LibraryImport(Library)]
    internal static partial int virConnectGetLibVersion(ConnectionHandle connection, nuint* version);

    [LibraryImport(Library)]
    internal static partial byte* virConnectGetType(ConnectionHandle connection);

    [LibraryImport(Library)]
    internal static partial byte* virConnectGetHostname(ConnectionHandle connection);

    [LibraryImport(Library)]
    internal static partial byte* virConnectGetCapabilities(ConnectionHandle connection);

    [LibraryImport(Library, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial byte* virConnectGetDomainCapabilities(
        ConnectionHandle connection, string? emulator, string? architecture, string? machine, string? type, uint flags);

    [LibraryImport(Library)]
    internal static partial int virNodeGetInfo(ConnectionHandle connection, NativeNodeInfo* info);

    [LibraryImport(Library)]
    internal static partial byte* virGetLastErrorMessage();

    [LibraryImport(Library)]
    internal static partial int virGetLastErrorCode();

    [LibraryImport(Library)]
    internal static partial void virResetLastError();

    [LibraryImport(Library)]
    internal static partial void virSetErrorFunc(void* user, delegate* unmanaged[Cdecl]<void*, void*, void> handler);

    [LibraryImport(Library)]
    internal static partial int virEventRegisterDefaultImpl();

    [LibraryImport(Library)]
    internal static partial int virEventRunDefaultImpl();

    [LibraryImport(Library)]
    internal static partial int virConnectDomainEventRegisterAny(
        ConnectionHandle connection,
        nint domain,
        int eventId,
        delegate* unmanaged[Cdecl]<nint, nint, int, int, void*, int> callback,
        void* opaque,
        delegate* unmanaged[Cdecl]<void*, void> free);

    [LibraryImport(Library)]
    internal static partial int virConnectDomainEventDeregisterAny(ConnectionHandle connection, int callbackId);
}
