using System.Collections.Immutable;
using Virga.Libvirt.Domains;

namespace Virga.Libvirt.Storage;

/// <summary>
/// Asks for a copy of running disks, all as they are at one moment. The format: libvirt.org/formatbackup.html.
/// </summary>
internal static class BackupXml
{
    /// <param name="copies">libvirt's name of a disk and the path of the volume that takes its copy.</param>
    /// <param name="others">The machine's other disks: each must be named, or libvirt copies it as well.</param>
    /// <param name="format">Of the copies.</param>
    internal static string Of(
        ImmutableArray<(string Target, string CopyPath)> copies, ImmutableArray<string> others,
        string format = "qcow2") =>
        LibvirtXml.Write(xml =>
        {
            xml.WriteStartElement("domainbackup");
            xml.WriteAttributeString("mode", "push");
            xml.WriteStartElement("disks");
            foreach (var (target, path) in copies)
            {
                xml.WriteStartElement("disk");
                xml.WriteAttributeString("name", target);
                xml.WriteAttributeString("backup", "yes");
                xml.WriteAttributeString("type", "file");
                xml.Element("driver", null, ("type", format));
                xml.Element("target", null, ("file", path));
                xml.WriteEndElement();
            }

            foreach (var other in others)
                xml.Element("disk", null, ("name", other), ("backup", "no"));
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
}
