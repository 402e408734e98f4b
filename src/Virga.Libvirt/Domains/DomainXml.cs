using System.Globalization;
using System.Xml;

namespace Virga.Libvirt.Domains;

/// <summary>
/// The XML of a whole machine. Measured with libvirt 9.0 and QEMU 7.2; the format: libvirt.org/formatdomain.html.
/// </summary>
internal static class DomainXml
{
    /// <summary>The namespace of what we keep in a domain's metadata.</summary>
    internal const string Namespace = "urn:virga:instance:1";

    internal const string Prefix = "virga";

    /// <summary>Half the memory QEMU's translator takes by default for itself, at no measured cost in time.</summary>
    private const int TranslationCacheMiB = 32;

    /// <summary>q35 has no free slot of its own: each disk or card plugged in later needs a port made now.</summary>
    private const int SparePorts = 12;

    internal static string Of(DomainSpec spec) => LibvirtXml.Write(xml =>
    {
        xml.WriteStartElement("domain");
        xml.WriteAttributeString("type", spec.Accelerator == Accelerator.Kvm ? "kvm" : "qemu");
        xml.WriteElementString("name", spec.InstanceId);
        xml.WriteElementString("uuid", SystemIdentity.Uuid(spec.InstanceId));
        WriteMetadata(xml, spec);
        xml.Element("memory", $"{spec.MemoryMiB}", ("unit", "MiB"));
        xml.WriteElementString("vcpu", $"{spec.VirtualCpus}");
        SystemIdentity.Write(xml, spec);
        WriteFirmware(xml, spec.Firmware);
        WriteFeatures(xml, spec.Accelerator);
        xml.Element("cpu", null, ("mode", spec.Accelerator == Accelerator.Kvm ? "host-passthrough" : "maximum"));
        xml.Element("clock", null, ("offset", "utc"));
        xml.WriteElementString("on_poweroff", "destroy");
        xml.WriteElementString("on_reboot", "restart");
        xml.WriteElementString("on_crash", "destroy");
        WriteDevices(xml, spec);
        xml.WriteEndElement();
    });

    /// <summary>What we keep in a domain's metadata, as libvirt takes it for one that runs.</summary>
    internal static string Metadata(DomainSpec spec) => LibvirtXml.Write(xml =>
    {
        xml.WriteStartElement("instance");
        WriteInstance(xml, spec);
        xml.WriteEndElement();
    });

    private static void WriteMetadata(XmlWriter xml, DomainSpec spec)
    {
        xml.WriteStartElement("metadata");
        xml.WriteStartElement(Prefix, "instance", Namespace);
        WriteInstance(xml, spec);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteInstance(XmlWriter xml, DomainSpec spec)
    {
        xml.WriteAttributeString("id", spec.InstanceId);
        xml.WriteAttributeString("owner", spec.Owner);
        xml.WriteAttributeString("boot", spec.Boot.ToString(CultureInfo.InvariantCulture));
    }

    private static void WriteFirmware(XmlWriter xml, Firmware firmware)
    {
        xml.WriteStartElement("os");
        if (firmware == Firmware.Uefi)
            xml.WriteAttributeString("firmware", "efi");
        xml.Element("type", "hvm", ("arch", "x86_64"), ("machine", firmware == Firmware.Uefi ? "q35" : "pc"));
        if (firmware == Firmware.Uefi)
        {
            xml.WriteStartElement("firmware");
            xml.Element("feature", null, ("enabled", "no"), ("name", "secure-boot"));
            xml.WriteEndElement();
        }

        xml.Element("boot", null, ("dev", "hd"));
        xml.Element("smbios", null, ("mode", "sysinfo"));
        xml.WriteEndElement();
    }

    private static void WriteFeatures(XmlWriter xml, Accelerator accelerator)
    {
        xml.WriteStartElement("features");
        xml.Element("acpi", null);
        xml.Element("apic", null);
        if (accelerator == Accelerator.Emulation)
        {
            xml.WriteStartElement("tcg");
            xml.Element("tb-cache", $"{TranslationCacheMiB}", ("unit", "MiB"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteDevices(XmlWriter xml, DomainSpec spec)
    {
        xml.WriteStartElement("devices");
        // Ports alone would be taken for the root, which has to come first.
        if (spec.Firmware == Firmware.Uefi)
            xml.Element("controller", null, ("type", "pci"), ("index", "0"), ("model", "pcie-root"));
        for (var port = 0; spec.Firmware == Firmware.Uefi && port < SparePorts + spec.Disks.Length; port++)
            xml.Element("controller", null, ("type", "pci"), ("model", "pcie-root-port"));
        foreach (var nic in spec.Nics)
            DeviceXml.Write(xml, nic);
        foreach (var disk in spec.Disks)
            DeviceXml.Write(xml, disk);
        WriteConsole(xml, spec.ConsoleLogPath);
        WriteAgentChannel(xml);
        xml.Element(
            "graphics", null, ("type", "vnc"), ("port", "-1"), ("autoport", "yes"), ("listen", spec.VncAddress));
        xml.WriteStartElement("video");
        xml.Element("model", null, ("type", "vga"));
        xml.WriteEndElement();
        xml.WriteStartElement("rng");
        xml.WriteAttributeString("model", "virtio");
        xml.Element("backend", "/dev/urandom", ("model", "random"));
        xml.WriteEndElement();
        xml.Element("memballoon", null, ("model", "none"));
        xml.WriteEndElement();
    }

    private static void WriteConsole(XmlWriter xml, string? logPath)
    {
        xml.WriteStartElement("serial");
        xml.WriteAttributeString("type", "pty");
        if (logPath is not null)
            xml.Element("log", null, ("file", logPath), ("append", "on"));
        xml.Element("target", null, ("port", "0"));
        xml.WriteEndElement();
        xml.WriteStartElement("console");
        xml.WriteAttributeString("type", "pty");
        xml.Element("target", null, ("type", "serial"), ("port", "0"));
        xml.WriteEndElement();
    }

    /// <summary>Where qemu-guest-agent listens, if the guest has one: it freezes file systems for a snapshot.</summary>
    private static void WriteAgentChannel(XmlWriter xml)
    {
        xml.WriteStartElement("channel");
        xml.WriteAttributeString("type", "unix");
        xml.Element("target", null, ("type", "virtio"), ("name", "org.qemu.guest_agent.0"));
        xml.WriteEndElement();
    }
}
