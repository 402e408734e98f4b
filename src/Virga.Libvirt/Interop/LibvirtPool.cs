namespace Virga.Libvirt.Interop;

/// <summary>A storage pool: where the host keeps disks.</summary>
internal sealed unsafe class LibvirtPool : IDisposable
{
    private readonly LibvirtConnection connection;
    private readonly PoolHandle handle;

    internal LibvirtPool(LibvirtConnection connection, PoolHandle handle, string name)
    {
        this.connection = connection;
        this.handle = handle;
        Name = name;
    }

    internal string Name { get; }

    internal string Xml => NativeText.Owned(Native.virStoragePoolGetXMLDesc(handle, 0), $"describe pool {Name}");

    internal ulong AvailableBytes
    {
        get
        {
            NativePoolInfo info;
            Check(Native.virStoragePoolGetInfo(handle, &info), "read the size of");
            return info.Available;
        }
    }

    /// <summary>Has libvirt look at what is on the disk now: files that others put there appear.</summary>
    /// <exception cref="LibvirtException">Also while a disk is being made there.</exception>
    internal void Refresh() => Check(Native.virStoragePoolRefresh(handle, 0), "refresh");

    /// <summary>As <see cref="Refresh"/>; while a disk is being made there all stays as libvirt knew it.</summary>
    internal void TryRefresh()
    {
        try
        {
            Refresh();
        }
        catch (LibvirtException busy) when (busy.IsPoolBusy)
        {
            // Whoever looks again and again sees it the next time.
        }
    }

    /// <summary>Every volume of the pool, ours or not. The caller disposes each.</summary>
    internal IReadOnlyList<LibvirtVolume> ListVolumes()
    {
        nint* list;
        var count = Native.virStoragePoolListAllVolumes(handle, &list, 0);
        Check(count, "list the volumes of");
        var volumes = new List<LibvirtVolume>(count);
        for (var i = 0; i < count; i++)
        {
            var volume = new VolumeHandle();
            volume.Adopt(list[i]);
            volumes.Add(new LibvirtVolume(connection, volume));
        }

        System.Runtime.InteropServices.NativeMemory.Free(list);
        return volumes;
    }

    /// <summary>Null where there is none of that name.</summary>
    internal LibvirtVolume? FindVolume(string name)
    {
        var volume = Native.virStorageVolLookupByName(handle, name);
        if (!volume.IsInvalid)
            return new LibvirtVolume(connection, volume);
        var error = LibvirtException.OfLastCall($"look up volume {name}");
        return error.IsNotFound ? null : throw error;
    }

    internal LibvirtVolume CreateVolume(string xml)
    {
        var volume = Native.virStorageVolCreateXML(handle, xml, 0);
        return volume.IsInvalid ? throw Failed("create a volume in") : new LibvirtVolume(connection, volume);
    }

    /// <summary>
    /// A full copy of a volume that nobody writes; a larger capacity in the XML is ignored by libvirt.
    /// </summary>
    internal LibvirtVolume CopyVolume(string xml, LibvirtVolume source)
    {
        var volume = Native.virStorageVolCreateXMLFrom(handle, xml, source.Handle, 0);
        return volume.IsInvalid ? throw Failed("copy a volume in") : new LibvirtVolume(connection, volume);
    }

    public void Dispose() => handle.Dispose();

    private LibvirtException Failed(string action) => LibvirtException.OfLastCall($"{action} pool {Name}");

    private void Check(int result, string action)
    {
        if (result < 0)
            throw Failed(action);
    }
}
