using Virga.Libvirt.Interop;
using Virga.Libvirt.Storage;

namespace Virga.Libvirt.Domains;

/// <summary>
/// Whether the host's KVM can be used: a machine is booted whose only program turns it off. A device node and libvirt's
/// capabilities do not tell: on hosts that are guests themselves, both may be there while one such boot takes ten
/// seconds (against a tenth of a second under emulation) and a kernel dies of an instruction KVM cannot emulate.
/// </summary>
internal sealed class KvmProbe(LibvirtHost host, DiskStore store, TimeProvider time)
{
    internal const string DiskName = "virga-probe";
    private const string Machine = "virga-probe";

    /// <summary>Measured: under 0.2 s where KVM works, 9.85 s where it only seems to.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// A boot sector: asks the keyboard controller for a reset (0xFE to port 0x64), then waits for it.
    /// </summary>
    private static byte[] BootSector()
    {
        var sector = new byte[512];
        ReadOnlySpan<byte> program = [0xB0, 0xFE, 0xE6, 0x64, 0xF4, 0xEB, 0xFD];
        program.CopyTo(sector);
        sector[510] = 0x55;
        sector[511] = 0xAA;
        return sector;
    }

    /// <summary>What guests of this host are to be run with, and why. It takes up to about three seconds.</summary>
    internal async Task<(Accelerator Accelerator, string Reason)> RunAsync(CancellationToken cancellation)
    {
        var connection = host.Connect();
        if (!connection.Capabilities.Contains("<domain type='kvm'", StringComparison.Ordinal))
            return (Accelerator.Emulation, "the host offers no KVM");
        try
        {
            var elapsed = await BootAsync(connection, Accelerator.Kvm, cancellation);
            return elapsed < Limit
                ? (Accelerator.Kvm, $"a probe booted in {elapsed.TotalMilliseconds:F0} ms")
                : (Accelerator.Emulation, $"KVM is there, but a probe had not booted after {Limit.TotalSeconds:F0} s");
        }
        catch (LibvirtException error)
        {
            return (Accelerator.Emulation, $"KVM does not start a machine: {error.Text}");
        }
    }

    /// <summary>How long a machine takes to boot and end, at most a little over <see cref="Limit"/>.</summary>
    internal async Task<TimeSpan> BootAsync(
        LibvirtConnection connection, Accelerator accelerator, CancellationToken cancellation)
    {
        using var leftover = connection.FindDomain(Machine);
        leftover?.Destroy();                                            // of a server that was killed while it probed
        store.Delete(DiskName);
        var disk = store.Import(DiskName, new MemoryStream(BootSector()), 512);
        try
        {
            using var machine = connection.StartTransientDomain(Xml(disk.Path, accelerator));
            var start = time.GetTimestamp();
            while (IsThere(connection) && time.GetElapsedTime(start) < Limit)
                await Task.Delay(Pause, time, cancellation);
            var elapsed = time.GetElapsedTime(start);
            using var left = connection.FindDomain(Machine);
            left?.Destroy();
            return elapsed;
        }
        finally
        {
            store.Delete(DiskName);
        }
    }

    private static bool IsThere(LibvirtConnection connection)
    {
        using var machine = connection.FindDomain(Machine);
        return machine is not null;
    }

    /// <summary>A reset ends it, hence <c>on_reboot</c>.</summary>
    private static string Xml(string diskPath, Accelerator accelerator) => LibvirtXml.Write(xml =>
    {
        xml.WriteStartElement("domain");
        xml.WriteAttributeString("type", accelerator == Accelerator.Kvm ? "kvm" : "qemu");
        xml.WriteElementString("name", Machine);
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
