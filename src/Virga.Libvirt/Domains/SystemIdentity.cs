using System.Security.Cryptography;
using System.Text;
using System.Xml;

namespace Virga.Libvirt.Domains;

/// <summary>
/// What a guest reads as its hardware's maker. cloud-init takes a machine for EC2 when uuid and serial are equal and
/// begin with "ec2"; the other fields are what Nitro shows. Source: cloud-init tools/ds-identify, dscheck_Ec2, and
/// DataSourceEc2.identify_aws.
/// </summary>
internal static class SystemIdentity
{
    private const string Maker = "Amazon EC2";

    /// <summary>The same for the same instance, for ever: libvirt knows a domain by it.</summary>
    internal static string Uuid(string instanceId)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(instanceId)));
        return $"ec2{hash[..5]}-{hash[5..9]}-4{hash[9..12]}-8{hash[12..15]}-{hash[15..27]}";
    }

    internal static void Write(XmlWriter xml, DomainSpec spec)
    {
        var uuid = Uuid(spec.InstanceId);
        xml.WriteStartElement("sysinfo");
        xml.WriteAttributeString("type", "smbios");
        WriteGroup(xml, "bios", ("vendor", Maker), ("version", "1.0"));
        WriteGroup(
            xml, "system",
            ("manufacturer", Maker), ("product", spec.InstanceType), ("serial", uuid), ("uuid", uuid));
        WriteGroup(xml, "baseBoard", ("manufacturer", Maker), ("asset", spec.InstanceId));
        WriteGroup(xml, "chassis", ("manufacturer", Maker), ("asset", Maker));
        xml.WriteEndElement();
    }

    private static void WriteGroup(XmlWriter xml, string name, params ReadOnlySpan<(string Name, string Value)> entries)
    {
        xml.WriteStartElement(name);
        foreach (var (entry, value) in entries)
            xml.Element("entry", value, ("name", entry));
        xml.WriteEndElement();
    }
}
