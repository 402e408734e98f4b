using System.Runtime.InteropServices;

namespace Virga.Libvirt.Interop;

/// <summary>A counted reference of libvirt's; null where the call that should give it failed.</summary>
internal abstract class LibvirtHandle() : SafeHandle(0, ownsHandle: true)
{
    public override bool IsInvalid => handle == 0;

    /// <summary>Takes over a reference that came in a list rather than as a return value.</summary>
    internal void Adopt(nint reference) => SetHandle(reference);
}

/// <summary>virConnectPtr.</summary>
internal sealed class ConnectionHandle : LibvirtHandle
{
    protected override bool ReleaseHandle() => Native.virConnectClose(handle) >= 0;
}

/// <summary>virDomainPtr.</summary>
internal sealed class DomainHandle : LibvirtHandle
{
    protected override bool ReleaseHandle() => Native.virDomainFree(handle) >= 0;
}

/// <summary>virStoragePoolPtr.</summary>
internal sealed class PoolHandle : LibvirtHandle
{
    protected override bool ReleaseHandle() => Native.virStoragePoolFree(handle) >= 0;
}

/// <summary>virStorageVolPtr.</summary>
internal sealed class VolumeHandle : LibvirtHandle
{
    protected override bool ReleaseHandle() => Native.virStorageVolFree(handle) >= 0;
}

/// <summary>virNetworkPtr.</summary>
internal sealed class NetworkHandle : LibvirtHandle
{
    protected override bool ReleaseHandle() => Native.virNetworkFree(handle) >= 0;
}

/// <summary>virStreamPtr.</summary>
internal sealed class StreamHandle : LibvirtHandle
{
    protected override bool ReleaseHandle() => Native.virStreamFree(handle) >= 0;
}
