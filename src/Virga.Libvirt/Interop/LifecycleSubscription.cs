using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Virga.Libvirt.Interop;

/// <summary>A domain changed state. Source: libvirt-domain.h, virDomainEventType.</summary>
internal readonly record struct LifecycleEvent(string DomainName, LifecycleEventType Type, int Detail);

/// <summary>What happened to a domain; the numbers are libvirt's.</summary>
internal enum LifecycleEventType
{
    Defined = 0,
    Undefined = 1,
    Started = 2,
    Suspended = 3,
    Resumed = 4,
    Stopped = 5,
    Shutdown = 6,
    PowerManagementSuspended = 7,
    Crashed = 8,
}

/// <summary>Someone who listens to a connection's lifecycle events until disposed.</summary>
internal sealed unsafe class LifecycleSubscription : IDisposable
{
    private readonly LibvirtConnection connection;
    private readonly int callbackId;

    private LifecycleSubscription(LibvirtConnection connection, int callbackId)
    {
        this.connection = connection;
        this.callbackId = callbackId;
    }

    internal static LifecycleSubscription Of(LibvirtConnection connection, Action<LifecycleEvent> heard)
    {
        const int LifecycleEventId = 0;
        var listener = GCHandle.Alloc(heard);
        var id = Native.virConnectDomainEventRegisterAny(
            connection.Handle, 0, LifecycleEventId, &Hear, (void*)GCHandle.ToIntPtr(listener), &Release);
        if (id >= 0)
            return new LifecycleSubscription(connection, id);
        var error = LibvirtException.OfLastCall("subscribe to events");
        listener.Free();
        throw error;
    }

    /// <remarks>libvirt calls <see cref="Release"/> itself once no event can come any more.</remarks>
    public void Dispose()
    {
        if (!connection.Handle.IsClosed)
            _ = Native.virConnectDomainEventDeregisterAny(connection.Handle, callbackId);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Hear(nint connection, nint domain, int type, int detail, void* listener)
    {
        var name = NativeText.Borrowed(Native.NameOfBorrowedDomain(domain));
        var heard = (Action<LifecycleEvent>)GCHandle.FromIntPtr((nint)listener).Target!;
        heard(new LifecycleEvent(name, (LifecycleEventType)type, detail));
        return 0;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Release(void* listener) => GCHandle.FromIntPtr((nint)listener).Free();
}
