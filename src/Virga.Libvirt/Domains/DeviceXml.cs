using System.Xml;
using Virga.Network;

namespace Virga.Libvirt.Domains;

/// <summary>The XML of one disk or network card, in a machine or plugged into one.</summary>
internal static class DeviceXml
{
    /// <summary>Between instances (EC2 user guide, "Jumbo frames").</summary>
    private const int InsideMtu = 9001;

    internal static string Of(DiskSpec disk) => LibvirtXml.Write(xml => Write(xml, disk));

    internal static string Of(NicSpec nic) => LibvirtXml.Write(xml => Write(xml, nic));

    internal static void Write(XmlWriter xml, DiskSpec disk)
    {
        xml.WriteStartElement("disk");
        xml.WriteAttributeString("type", "file");
        xml.WriteAttributeString("device", "disk");
        if (disk.IsReadOnly)
            xml.Element("driver", null, ("name", "qemu"), ("type", disk.Format));
        else
            // Writeback honours the guest's flushes; discard gives freed blocks back, which keeps the file sparse.
            xml.Element(
                "driver", null,
                ("name", "qemu"), ("type", disk.Format), ("cache", "writeback"), ("discard", "unmap"));
        xml.Element("source", null, ("file", disk.Path));
        xml.Element("target", null, ("dev", disk.Target), ("bus", "virtio"));
        if (disk.IsReadOnly)
            xml.Element("readonly", null);
        if (disk.Serial is { } serial)
            xml.WriteElementString("serial", serial);
        xml.Element("alias", null, ("name", disk.Alias));
        xml.WriteEndElement();
    }

    internal static void Write(XmlWriter xml, NicSpec nic)
    {
        xml.WriteStartElement("interface");
        switch (nic)
        {
            case FabricNic fabric:
                xml.WriteAttributeString("type", "ethernet");
                xml.Element("target", null, ("dev", TapName.Of(fabric.InterfaceId)));
                xml.Element("mtu", null, ("size", $"{InsideMtu}"));
                xml.Element("alias", null, ("name", fabric.Alias));
                break;
            case NetworkNic network:
                xml.WriteAttributeString("type", "network");
                xml.Element("source", null, ("network", network.Network));
                break;
        }

        xml.Element("mac", null, ("address", nic.MacAddress));
        xml.Element("model", null, ("type", "virtio"));
        // The card's boot ROM costs a second under emulation, and no instance boots from the network.
        xml.Element("rom", null, ("enabled", "no"));
        xml.WriteEndElement();
    }
}
