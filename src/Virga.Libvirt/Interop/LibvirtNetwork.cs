namespace Virga.Libvirt.Interop;

/// <summary>A virtual network of libvirt's, with its DHCP server: what machines use where the fabric is off.</summary>
internal sealed unsafe class LibvirtNetwork : IDisposable
{
    private const uint HostSection = 4;         // VIR_NETWORK_SECTION_IP_DHCP_HOST
    private const uint DeleteCommand = 2, AddCommand = 3;
    private const uint LiveAndDefinition = 3;

    private readonly NetworkHandle handle;

    internal LibvirtNetwork(NetworkHandle handle, string name)
    {
        this.handle = handle;
        Name = name;
    }

    internal string Name { get; }

    internal bool IsActive => Native.virNetworkIsActive(handle) == 1;

    internal string Xml => NativeText.Owned(Native.virNetworkGetXMLDesc(handle, 0), $"describe network {Name}");

    /// <summary>The addresses that cards hold or held lately, by MAC address; leases outlive machines.</summary>
    internal IReadOnlyList<(string MacAddress, string Address)> ReadLeases()
    {
        NativeLease** list;
        var count = Native.virNetworkGetDHCPLeases(handle, null, &list, 0);
        if (count < 0)
            throw LibvirtException.OfLastCall($"read the leases of network {Name}");
        var leases = new List<(string, string)>(count);
        for (var i = 0; i < count; i++)
        {
            leases.Add((NativeText.Borrowed(list[i]->Mac), NativeText.Borrowed(list[i]->Address)));
            Native.virNetworkDHCPLeaseFree(list[i]);
        }

        System.Runtime.InteropServices.NativeMemory.Free(list);
        return leases;
    }

    /// <summary>Has DHCP give this address to that card. It does not while another card holds the address.</summary>
    internal void Reserve(string hostXml)
    {
        if (Native.virNetworkUpdate(handle, AddCommand, HostSection, -1, hostXml, LiveAndDefinition) < 0)
            throw LibvirtException.OfLastCall($"reserve an address in network {Name}");
    }

    /// <summary>Takes a reservation back; false where there was none.</summary>
    internal bool Release(string hostXml) =>
        Native.virNetworkUpdate(handle, DeleteCommand, HostSection, -1, hostXml, LiveAndDefinition) >= 0;

    public void Dispose() => handle.Dispose();
}
