namespace Virga.Libvirt.Interop;

/// <summary>
/// One connection to a hypervisor, of any URI (<c>qemu:///system</c>, <c>qemu+ssh://…</c>, <c>test:///default</c>).
/// Its calls block for as long as libvirt takes, from any thread, several at once.
/// </summary>
internal sealed unsafe class LibvirtConnection : IDisposable
{
    /// <summary>
    /// A remote daemon that is silent for this long is gone. libvirt's own virsh uses 5 s and 6 times.
    /// </summary>
    private const int KeepAliveSeconds = 5;
    private const uint KeepAliveCount = 3;

    private readonly ConnectionHandle handle;

    private LibvirtConnection(string uri, ConnectionHandle handle)
    {
        Uri = uri;
        this.handle = handle;
    }

    internal string Uri { get; }

    internal ConnectionHandle Handle => handle;

    /// <summary>Connects.</summary>
    /// <exception cref="LibvirtException">The library is missing, or nobody answers at the URI.</exception>
    internal static LibvirtConnection Open(string uri)
    {
        if (LibvirtLibrary.MissingBecause() is { } reason)
            throw LibvirtException.OfMissingLibrary(reason);
        var handle = Native.virConnectOpen(uri);
        if (handle.IsInvalid)
            throw LibvirtException.OfLastCall($"connect to {uri}");
        // Drivers inside this process (test:) have nobody to keep alive and refuse: that is no failure.
        _ = Native.virConnectSetKeepAlive(handle, KeepAliveSeconds, KeepAliveCount);
        return new LibvirtConnection(uri, handle);
    }

    /// <summary>False once the daemon has gone: only a new connection helps then.</summary>
    internal bool IsAlive => Native.virConnectIsAlive(handle) == 1;

    /// <summary>"QEMU" or "TEST".</summary>
    internal string HypervisorType => NativeText.Borrowed(Native.virConnectGetType(handle));

    internal string HostName => NativeText.Owned(Native.virConnectGetHostname(handle), "read the host's name");

    /// <summary>What the host has.</summary>
    internal (int Cpus, int MemoryMiB) ReadMeans()
    {
        NativeNodeInfo info;
        if (Native.virNodeGetInfo(handle, &info) < 0)
            throw LibvirtException.OfLastCall("read the host's means");
        return ((int)info.Cpus, (int)(info.MemoryKiB / 1024));
    }

    /// <summary>The daemon's version.</summary>
    internal Version Version
    {
        get
        {
            nuint packed;
            if (Native.virConnectGetLibVersion(handle, &packed) < 0)
                throw LibvirtException.OfLastCall("read libvirt's version");
            return new Version((int)(packed / 1_000_000), (int)(packed / 1_000 % 1_000), (int)(packed % 1_000));
        }
    }

    /// <summary>The host's capabilities, as XML.</summary>
    internal string Capabilities =>
        NativeText.Owned(Native.virConnectGetCapabilities(handle), "read the host's capabilities");

    /// <summary>What a guest of this architecture, machine and type ("kvm", "qemu") may have, as XML.</summary>
    internal string DomainCapabilities(string architecture, string machine, string type) => NativeText.Owned(
        Native.virConnectGetDomainCapabilities(handle, null, architecture, machine, type, 0),
        $"read the capabilities of {type} guests");

    /// <summary>Every domain of the host, ours or not. The caller disposes each.</summary>
    internal IReadOnlyList<LibvirtDomain> ListDomains()
    {
        nint* list;
        var count = Native.virConnectListAllDomains(handle, &list, 0);
        if (count < 0)
            throw LibvirtException.OfLastCall("list domains");
        var domains = new List<LibvirtDomain>(count);
        for (var i = 0; i < count; i++)
        {
            var domain = new DomainHandle();
            domain.Adopt(list[i]);
            domains.Add(new LibvirtDomain(this, domain));
        }

        System.Runtime.InteropServices.NativeMemory.Free(list);
        return domains;
    }

    /// <summary>Null where there is none of that name.</summary>
    internal LibvirtDomain? FindDomain(string name)
    {
        var domain = Native.virDomainLookupByName(handle, name);
        if (!domain.IsInvalid)
            return new LibvirtDomain(this, domain);
        var error = LibvirtException.OfLastCall($"look up domain {name}");
        return error.IsNotFound ? null : throw error;
    }

    /// <summary>Defines a domain, or replaces the definition of the one with the same name and uuid.</summary>
    internal LibvirtDomain DefineDomain(string xml)
    {
        var domain = Native.virDomainDefineXMLFlags(handle, xml, 0);
        return domain.IsInvalid ? throw LibvirtException.OfLastCall("define a domain") : new(this, domain);
    }

    /// <summary>Starts a domain that leaves nothing behind when it stops, or when this connection closes.</summary>
    internal LibvirtDomain StartTransientDomain(string xml)
    {
        const uint AutoDestroy = 1 << 1;
        var domain = Native.virDomainCreateXML(handle, xml, AutoDestroy);
        return domain.IsInvalid ? throw LibvirtException.OfLastCall("start a transient domain") : new(this, domain);
    }

    internal LibvirtPool OpenPool(string name)
    {
        var pool = Native.virStoragePoolLookupByName(handle, name);
        return pool.IsInvalid ? throw LibvirtException.OfLastCall($"look up pool {name}") : new(this, pool, name);
    }

    internal LibvirtNetwork OpenNetwork(string name)
    {
        var network = Native.virNetworkLookupByName(handle, name);
        return network.IsInvalid ? throw LibvirtException.OfLastCall($"look up network {name}") : new(network, name);
    }

    internal LibvirtStream NewStream()
    {
        var stream = Native.virStreamNew(handle, 0);
        return stream.IsInvalid ? throw LibvirtException.OfLastCall("open a stream") : new(stream);
    }

    /// <summary>A stream whose calls come back at once; libvirt's event thread moves its bytes.</summary>
    internal LibvirtStream NewStreamThatDoesNotBlock()
    {
        const uint NonBlocking = 1 << 0;
        var stream = Native.virStreamNew(handle, NonBlocking);
        return stream.IsInvalid ? throw LibvirtException.OfLastCall("open a stream") : new(stream);
    }

    /// <summary>
    /// Has <paramref name="heard"/> called, on libvirt's event thread, whenever a domain changes state.
    /// </summary>
    internal LifecycleSubscription Subscribe(Action<LifecycleEvent> heard) => LifecycleSubscription.Of(this, heard);

    public void Dispose() => handle.Dispose();
}
