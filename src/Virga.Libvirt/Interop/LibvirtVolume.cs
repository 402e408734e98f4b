namespace Virga.Libvirt.Interop;

/// <summary>One disk in a pool.</summary>
internal sealed unsafe class LibvirtVolume : IDisposable
{
    private readonly LibvirtConnection connection;

    internal LibvirtVolume(LibvirtConnection connection, VolumeHandle handle)
    {
        this.connection = connection;
        Handle = handle;
        Name = NativeText.Borrowed(Native.virStorageVolGetName(handle));
    }

    internal VolumeHandle Handle { get; }

    internal string Name { get; }

    /// <summary>The path on the hypervisor's host, as a domain's XML names it.</summary>
    internal string Path => NativeText.Owned(Native.virStorageVolGetPath(Handle), $"find the path of {Name}");

    internal string Xml => NativeText.Owned(Native.virStorageVolGetXMLDesc(Handle, 0), $"describe volume {Name}");

    /// <summary>The size the guest sees, and what the host's disk holds of it, in bytes.</summary>
    internal (ulong CapacityBytes, ulong AllocationBytes) ReadSize()
    {
        NativeVolumeInfo info;
        Check(Native.virStorageVolGetInfo(Handle, &info), "read the size of");
        return (info.Capacity, info.Allocation);
    }

    /// <summary>Grows it while no machine has it open.</summary>
    internal void Resize(ulong bytes) => Check(Native.virStorageVolResize(Handle, bytes, 0), "resize");

    internal void Delete() => Check(Native.virStorageVolDelete(Handle, 0), "delete");

    /// <summary>Writes the file's own bytes (a qcow2 file as such), from the start.</summary>
    internal void Upload(Stream content, ulong length)
    {
        using var stream = connection.NewStream();
        Check(Native.virStorageVolUpload(Handle, stream.Handle, 0, length, 0), "upload");
        stream.CopyFrom(content);
    }

    /// <summary>Reads the file's own bytes; a length of 0 reads to the end.</summary>
    internal void Download(Stream target, ulong offset = 0, ulong length = 0)
    {
        using var stream = connection.NewStream();
        Check(Native.virStorageVolDownload(Handle, stream.Handle, offset, length, 0), "download");
        stream.CopyTo(target);
    }

    public void Dispose() => Handle.Dispose();

    private void Check(int result, string action)
    {
        if (result < 0)
            throw LibvirtException.OfLastCall($"{action} volume {Name}");
    }
}
