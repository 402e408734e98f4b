using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Virga.Libvirt.Domains;

namespace Virga.Libvirt.Storage;

/// <summary>The XML of storage volumes. The format: libvirt.org/formatstorage.html.</summary>
internal static class VolumeXml
{
    /// <summary>An empty qcow2 disk, which takes space as it is written.</summary>
    internal static string Empty(string name, ulong bytes) => Disk(name, bytes, backing: null);

    /// <summary>A qcow2 disk that holds only what differs from <paramref name="backing"/>.</summary>
    internal static string Overlay(string name, ulong bytes, BackingDisk backing) => Disk(name, bytes, backing);

    /// <summary>Plain bytes of that size.</summary>
    internal static string Raw(string name, ulong bytes) => LibvirtXml.Write(xml =>
    {
        WriteHead(xml, name, bytes);
        xml.WriteStartElement("target");
        xml.Element("format", null, ("type", "raw"));
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    private static string Disk(string name, ulong bytes, BackingDisk? backing) => LibvirtXml.Write(xml =>
    {
        WriteHead(xml, name, bytes);
        xml.WriteElementString("allocation", "0");
        xml.WriteStartElement("target");
        xml.Element("format", null, ("type", "qcow2"));
        xml.WriteElementString("compat", "1.1");            // libvirt's default is 0.10, of 2010
        xml.WriteEndElement();
        if (backing is not null)
        {
            xml.WriteStartElement("backingStore");
            xml.WriteElementString("path", backing.Path);
            xml.Element("format", null, ("type", backing.Format));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    });

    private static void WriteHead(XmlWriter xml, string name, ulong bytes)
    {
        xml.WriteStartElement("volume");
        xml.WriteElementString("name", name);
        xml.Element("capacity", bytes.ToString(CultureInfo.InvariantCulture), ("unit", "bytes"));
    }

    /// <summary>
    /// The format for a machine to use. libvirt also names what is inside a plain file ("iso"), which QEMU calls raw.
    /// </summary>
    internal static string FormatOf(string volumeXml)
    {
        var format = (string?)XElement.Parse(volumeXml).Element("target")?.Element("format")?.Attribute("type");
        return format is "qcow2" or "qcow" or "qed" or "vmdk" or "vdi" or "vpc" or "vhdx" ? format : "raw";
    }

    /// <summary>When its content was last written: libvirt gives seconds since 1970 with a fraction.</summary>
    internal static DateTimeOffset ChangeTimeOf(string volumeXml)
    {
        var time = (string?)XElement.Parse(volumeXml).Element("target")?.Element("timestamps")?.Element("mtime");
        return long.TryParse(time?.Split('.')[0], CultureInfo.InvariantCulture, out var seconds)
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;
    }

    /// <summary>The path of the disk it is an overlay of; null where it stands alone.</summary>
    internal static string? BackingPathOf(string volumeXml) =>
        (string?)XElement.Parse(volumeXml).Element("backingStore")?.Element("path");
}

/// <summary>A disk that others are overlays of: nobody may write it any more.</summary>
internal sealed record BackingDisk(string Path, string Format);
