using System.Text;
using System.Xml;

namespace Virga.Sts.Federation;

/// <summary>
/// XML as signatures are made over it: the one form of all that mean the same. Source: W3C, "Exclusive XML
/// Canonicalization
/// Version 1.0" and "Canonical XML Version 1.0", both without comments. .NET's own (System.Security.Cryptography.Xml)
/// needs reflection, which a native binary does not have.
/// </summary>
/// <param name="omitted">An element to leave out with all in it: the signature inside of what it signs; or
/// null.</param>
/// <param name="inclusive">Prefixes that are written wherever they are in scope; null: all of them.</param>
internal sealed class CanonicalXml(XmlElement? omitted, IReadOnlyCollection<string>? inclusive)
{
    private const string Declarations = "http://www.w3.org/2000/xmlns/";

    /// <summary>Deeper than any assertion, and shallow enough for a stack.</summary>
    private const int MaxDepth = 100;

    private readonly StringBuilder text = new();

    /// <exception cref="XmlException">It is too deep.</exception>
    public byte[] Write(XmlElement apex)
    {
        Write(apex, [], 0);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <param name="element">What to write.</param>
    /// <param name="written">Prefixes and namespaces that elements around it have written.</param>
    /// <param name="depth">How many those are.</param>
    private void Write(XmlElement element, Dictionary<string, string> written, int depth)
    {
        if (depth > MaxDepth) throw new XmlException("The document is too deep.");
        var mine = new Dictionary<string, string>(written, StringComparer.Ordinal);
        text.Append('<').Append(element.Name);
        foreach (var prefix in Prefixes(element, depth == 0).Order(StringComparer.Ordinal))
        {
            var space = element.GetNamespaceOfPrefix(prefix);
            if (mine.GetValueOrDefault(prefix, "") == space) continue;
            mine[prefix] = space;
            text.Append(prefix.Length == 0 ? " xmlns=\"" : $" xmlns:{prefix}=\"");
            WriteValue(space);
            text.Append('"');
        }

        foreach (var attribute in element.Attributes.Cast<XmlAttribute>().Where(one => one.NamespaceURI != Declarations)
            .OrderBy(one => one.NamespaceURI, StringComparer.Ordinal)
            .ThenBy(one => one.LocalName, StringComparer.Ordinal))
        {
            text.Append(' ').Append(attribute.Name).Append("=\"");
            WriteValue(attribute.Value);
            text.Append('"');
        }

        text.Append('>');
        foreach (XmlNode child in element.ChildNodes) WriteChild(child, mine, depth);
        text.Append("</").Append(element.Name).Append('>');
    }

    private void WriteChild(XmlNode child, Dictionary<string, string> written, int depth)
    {
        switch (child)
        {
            case XmlElement inner when inner != omitted:
                Write(inner, written, depth + 1);
                break;
            case XmlCharacterData and not XmlComment:
                WriteText(child.Value ?? "");
                break;
            case XmlProcessingInstruction instruction:
                text.Append("<?").Append(instruction.Target);
                if (instruction.Data.Length > 0) text.Append(' ').Append(instruction.Data);
                text.Append("?>");
                break;
        }
    }

    /// <summary>The prefixes that an element uses itself, and those that are to be written anyway.</summary>
    private HashSet<string> Prefixes(XmlElement element, bool isApex)
    {
        var all = new HashSet<string>(StringComparer.Ordinal);
        if (inclusive is null)
        {
            for (XmlNode? node = element; node is XmlElement one; node = isApex ? node.ParentNode : null)
                all.UnionWith(Declared(one));
        }
        else
        {
            all.Add(element.Prefix);
            foreach (XmlAttribute attribute in element.Attributes)
                if (attribute.Prefix.Length > 0 && attribute.NamespaceURI != Declarations) all.Add(attribute.Prefix);
            all.UnionWith(inclusive.Where(prefix => element.GetNamespaceOfPrefix(prefix).Length > 0));
        }

        all.Remove("xml");
        return all;
    }

    private static IEnumerable<string> Declared(XmlElement element) => element.Attributes.Cast<XmlAttribute>()
        .Where(one => one.NamespaceURI == Declarations)
        .Select(one => one.Prefix.Length == 0 ? "" : one.LocalName);

    private void WriteText(string value)
    {
        foreach (var character in value)
        {
            _ = character switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '>' => text.Append("&gt;"),
                '\r' => text.Append("&#xD;"),
                _ => text.Append(character),
            };
        }
    }

    private void WriteValue(string value)
    {
        foreach (var character in value)
        {
            _ = character switch
            {
                '&' => text.Append("&amp;"),
                '<' => text.Append("&lt;"),
                '"' => text.Append("&quot;"),
                '\t' => text.Append("&#x9;"),
                '\n' => text.Append("&#xA;"),
                '\r' => text.Append("&#xD;"),
                _ => text.Append(character),
            };
        }
    }
}
