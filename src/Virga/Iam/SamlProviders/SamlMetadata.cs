using System.Xml;
using System.Xml.Linq;

namespace Virga.Iam.SamlProviders;

/// <summary>
/// What a SAML identity provider says of itself. Source: OASIS, "Metadata for SAML 2.0", sections 2.3 and 2.4.
/// </summary>
/// <param name="EntityId">By which name it issues assertions.</param>
/// <param name="Certificates">By which keys it signs them; DER.</param>
internal sealed record SamlMetadata(string EntityId, IReadOnlyList<byte[]> Certificates)
{
    private static readonly XNamespace Space = "urn:oasis:names:tc:SAML:2.0:metadata";
    private static readonly XNamespace Signature = "http://www.w3.org/2000/09/xmldsig#";

    /// <summary>Reads a document; null where it is not that of an identity provider.</summary>
    public static SamlMetadata? Read(string document)
    {
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(document.TrimStart('\uFEFF')),
                new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var entity = XDocument.Load(reader).Root;
            if (entity?.Name != Space + "EntityDescriptor") return null;
            if (entity.Attribute("entityID")?.Value is not { Length: > 0 } id) return null;
            var roles = entity.Elements(Space + "IDPSSODescriptor").ToList();
            return roles.Count == 0 ? null : new(id, [.. Keys(roles)]);
        }
        catch (Exception wrong) when (wrong is XmlException or FormatException)
        {
            return null;
        }
    }

    private static IEnumerable<byte[]> Keys(List<XElement> roles) => roles.Elements(Space + "KeyDescriptor")
        .Where(key => key.Attribute("use")?.Value is null or "signing")
        .Descendants(Signature + "X509Certificate")
        .Select(certificate => Convert.FromBase64String(certificate.Value.Trim()));
}
