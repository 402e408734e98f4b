using Virga.Libvirt.Interop;
using Virga.Libvirt.Storage;

namespace Virga.Libvirt.Domains;

/// <summary>
/// Whether the host's KVM can be used: a machine is booted whose only program turns it off. A device node and libvirt's
/// capabilities do not tell: on hosts that are guests themselves, both may be there while one such boot takes ten
/// seconds (against a tenth of a second under emulation) and a kernel dies of an instruction KVM cannot emulate.
/// </summary>
internal sealed class KvmProbe(LibvirtHost host, DiskStore store, string owner, TimeProvider time)
{
    /// <summary>The name of the machine and of its disk.</summary>
    internal string Name => "virga-probe-" + owner;

    /// <summary>
    /// The same boot under emulation is the measure of a busy host: 0.1 to 2.3 s where KVM that only seems to work
    /// took 9.2 and 9.85 s.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LeastLimit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>SeaBIOS does not read a disk of a single sector.</summary>
    private const int DiskBytes = 1 << 20;

    /// <summary>
    /// A boot sector: asks the keyboard controller for a reset (0xFE to port 0x64), and waits for it.
    /// </summary>
    private static byte[] BootDisk()
    {
        var disk = new byte[DiskBytes];
        ReadOnlySpan<byte> program = [0xB0, 0xFE, 0xE6, 0x64, 0xF4, 0xEB, 0xFD];
        program.CopyTo(disk);
        disk[510] = 0x55;
        disk[511] = 0xAA;
        return disk;
    }

    /// <summary>What guests of this host are to be run with, and why. It takes a few seconds.</summary>
    internal async Task<(Accelerator Accelerator, string Reason)> RunAsync(CancellationToken cancellation)
    {
        var connection = host.Connect();
        if (!connection.Capabilities.Contains("<domain type='kvm'", StringComparison.Ordinal))
            return (Accelerator.Emulation, "the host offers no KVM");
        try
        {
            var emulated = await BootAsync(connection, Accelerator.Emulation, Patience, cancellation);
            var limit = emulated * 2 > LeastLimit ? emulated * 2 : LeastLimit;
            var elapsed = await BootAsync(connection, Accelerator.Kvm, limit, cancellation);
            return elapsed < limit
                ? (Accelerator.Kvm, $"a probe booted in {elapsed.TotalMilliseconds:F0} ms")
                : (Accelerator.Emulation, $"KVM is there, but a probe had not booted after {limit.TotalSeconds:F1} s");
        }
        catch (LibvirtException error)
        {
            return (Accelerator.Emulation, $"KVM does not start a machine: {error.Text}");
        }
    }

    /// <summary>How long a machine takes to boot and end, at most a little over the limit.</summary>
    internal async Task<TimeSpan> BootAsync(
        LibvirtConnection connection, Accelerator accelerator, TimeSpan limit, CancellationToken cancellation)
    {
        using var leftover = connection.FindDomain(Name);
        leftover?.Destroy();                                            // of a server that was killed while it probed
        store.Delete(Name);
        var disk = store.Upload(Name, new MemoryStream(BootDisk()), DiskBytes);
        try
        {
            using var machine = connection.StartTransientDomain(Xml(Name, disk.Path, accelerator));
            var start = time.GetTimestamp();
            while (IsThere(connection) && time.GetElapsedTime(start) < limit)
                await Task.Delay(Pause, time, cancellation);
            var elapsed = time.GetElapsedTime(start);
            using var left = connection.FindDomain(Name);
            left?.Destroy();
            return elapsed;
        }
        finally
        {
            store.Delete(Name);
        }
    }

    private bool IsThere(LibvirtConnection connection)
    {
        using var machine = connection.FindDomain(Name);
        return machine is not null;
    }

    /// <summary>A reset ends it, hence <c>on_reboot</c>.</summary>
    private static string Xml(string name, string diskPath, Accelerator accelerator) => LibvirtXml.Write(xml =>
    {
        xml.WriteStartElement("domain");
        xml.WriteAttributeString("type", accelerator == Accelerator.Kvm ? "kvm" : "qemu");
        xml.WriteElementString("name", name);
        xml.Element("memory", "32", ("unit", "MiB"));
        xml.WriteElementString("vcpu", "1");
        xml.WriteStartElement("os");
        xml.Element("type", "hvm", ("arch", "x86_64"), ("machine", "pc"));
        xml.Element("boot", null, ("dev", "hd"));
        xml.WriteEndElement();
        xml.WriteElementString("on_reboot", "destroy");
        xml.WriteStartElement("devices");
        DeviceXml.Write(xml, new DiskSpec(diskPath, "raw", DiskTargets.Root, null) { IsReadOnly = true });
        xml.Element("memballoon", null, ("model", "none"));
        xml.WriteEndElement();
        xml.WriteEndElement();
    });
}
