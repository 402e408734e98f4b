using System.Text;
using System.Xml;

namespace Virga.Libvirt.Domains;

/// <summary>XML as text, for libvirt: it escapes what it is given, so no name can add an element.</summary>
internal static class LibvirtXml
{
    private static readonly XmlWriterSettings Settings = new()
    {
        Indent = true,
        NewLineChars = "\n",
        OmitXmlDeclaration = true,
    };

    internal static string Write(Action<XmlWriter> content)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, Settings))
            content(xml);
        return text.ToString();
    }

    /// <summary>One element with its attributes, and text where there is some.</summary>
    internal static void Element(
        this XmlWriter xml,
        string name,
        string? text,
        params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, value);
        if (text is not null)
            xml.WriteString(text);
        xml.WriteEndElement();
    }
}
