using System.Globalization;
using System.Xml;
using System.Xml.Linq;

namespace Virga.Sts;

/// <summary>
/// The parts of a SAML assertion that STS uses. Its signature is not verified (docs/identity.md says so). Names: IAM
/// User
/// Guide, "Configure SAML assertions for the authentication response".
/// </summary>
internal sealed record SamlAssertion(string Issuer, string Subject, string SubjectFormat, string Audience,
    string SessionName)
{
    private const string Attributes = "https://aws.amazon.com/SAML/Attributes/";
    private static readonly XNamespace Saml = "urn:oasis:names:tc:SAML:2.0:assertion";

    /// <summary>Pairs of role and provider ARN that the identity provider offers.</summary>
    public required IReadOnlyList<(string RoleArn, string ProviderArn)> Roles { get; init; }

    public required DateTimeOffset? Expires { get; init; }

    public static SamlAssertion Read(string base64)
    {
        var bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out var length)) throw Unreadable();
        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(bytes, 0, length),
                new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            var assertion = XDocument.Load(reader).Descendants(Saml + "Assertion").FirstOrDefault()
                ?? throw Unreadable();
            return Read(assertion);
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
