using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Virga.Sts.Federation;

namespace Virga.Sts;

/// <summary>
/// The parts of a SAML assertion that STS uses. Names: IAM User Guide, "Configure SAML assertions for the
/// authentication
/// response".
/// </summary>
internal sealed record SamlAssertion(string Issuer, string Subject, string SubjectFormat, string Audience,
    string SessionName)
{
    private const string Attributes = "https://aws.amazon.com/SAML/Attributes/";
    private static readonly XNamespace Saml = "urn:oasis:names:tc:SAML:2.0:assertion";

    /// <summary>Pairs of role and provider ARN that the identity provider offers.</summary>
    public required IReadOnlyList<(string RoleArn, string ProviderArn)> Roles { get; init; }

    public required DateTimeOffset? Expires { get; init; }

    /// <summary>What was read, in its document.</summary>
    private XmlElement? Element { get; init; }

    /// <summary>Whether one of these certificates signed just what was read.</summary>
    public bool IsSignedBy(IReadOnlyList<byte[]> certificates) =>
        Element is not null && XmlSignature.IsSigned(Element, certificates);

    public static SamlAssertion Read(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) throw Unreadable();
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(bytes, 0, length),
                new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            // Blanks between elements are signed too.
            var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            document.Load(reader);
            var element = document.GetElementsByTagName("Assertion", Saml.NamespaceName).OfType<XmlElement>()
                .FirstOrDefault() ?? throw Unreadable();
            using var inside = new XmlNodeReader(element);
            return Read(XElement.Load(inside)) with { Element = element };
        }
        catch (XmlException)
        {
            throw Unreadable();
        }
    }

    private static SamlAssertion Read(XElement assertion)
    {
        var name = assertion.Descendants(Saml + "NameID").FirstOrDefault() ?? throw Unreadable();
        var expires = assertion.Descendants(Saml + "SubjectConfirmationData").Attributes(
            "NotOnOrAfter").FirstOrDefault();
        return new(
            assertion.Element(Saml + "Issuer")?.Value ?? "",
            name.Value,
            name.Attribute("Format")?.Value.Split(':')[^1] ?? "unspecified",
            assertion.Descendants(Saml + "Audience").FirstOrDefault()?.Value ?? "",
            Values(assertion, "RoleSessionName").FirstOrDefault()
                ?? throw StsErrors.InvalidIdentityToken("RoleSessionName is required in AuthnResponse"))
        {
            Roles = [.. Values(assertion, "Role").Select(Pair)],
            Expires = DateTimeOffset.TryParse(expires?.Value, CultureInfo.InvariantCulture, out var time) ? time : null,
        };
    }

    private static (string RoleArn, string ProviderArn) Pair(string text)
    {
        var parts = text.Split(',', StringSplitOptions.TrimEntries);
        if (parts.Length != 2) throw Unreadable();
        return parts[0].Contains(":role/", StringComparison.Ordinal) ? (parts[0], parts[1]) : (parts[1], parts[0]);
    }

    private static IEnumerable<string> Values(XElement assertion, string name) => assertion
        .Descendants(Saml + "Attribute")
        .Where(attribute => attribute.Attribute("Name")?.Value == Attributes + name)
        .Elements(Saml + "AttributeValue").Select(value => value.Value.Trim());

    private static Exception Unreadable() => StsErrors.InvalidIdentityToken("Invalid SAML response");
}
