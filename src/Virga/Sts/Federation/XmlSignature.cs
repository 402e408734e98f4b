using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Xml;

namespace Virga.Sts.Federation;

/// <summary>
/// Checks the enveloped signature of a SAML assertion, or of the response around it. Source: W3C, "XML Signature Syntax
/// and
/// Processing Version 1.1"; OASIS, "SAML 2.0 Core", section 5.4. SHA-1 is refused.
/// </summary>
internal static class XmlSignature
{
    private const string Space = "http://www.w3.org/2000/09/xmldsig#";
    private const string Enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
    private const string Exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
    private const string Inclusive = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";

    /// <summary>
    /// Whether one of the certificates' keys signed this very element, alone or as a child of the document's element:
    /// what is
    /// signed elsewhere in the document does not count.
    /// </summary>
    public static bool IsSigned(XmlElement assertion, IReadOnlyList<byte[]> certificates)
    {
        try
        {
            return IsSignedItself(assertion, certificates)
                || (assertion.ParentNode is XmlElement { ParentNode: XmlDocument } response
                    && IsSignedItself(response, certificates));
        }
        catch (Exception wrong) when (wrong is XmlException or FormatException or CryptographicException)
        {
            return false;
        }
    }

    private static bool IsSignedItself(XmlElement signed, IReadOnlyList<byte[]> certificates) =>
        Child(signed, "Signature") is { } signature && Child(signature, "SignedInfo") is { } info
        && IsAbout(info, signed, signature) && certificates.Any(one => IsBy(info, signature, one));

    /// <summary>Whether the one reference names the element and has its digest.</summary>
    private static bool IsAbout(XmlElement info, XmlElement signed, XmlElement signature)
    {
        if (Children(info, "Reference").ToList() is not [var reference]) return false;
        var id = signed.GetAttribute("ID");
        if (id.Length == 0 || reference.GetAttribute("URI") != "#" + id) return false;
        var all = signed.OwnerDocument.GetElementsByTagName("*").OfType<XmlElement>();
        if (all.Count(one => one.GetAttribute("ID") == id) != 1) return false;
        CanonicalXml? form = null;
        foreach (var transform in Child(reference, "Transforms") is { } list ? Children(list, "Transform") : [])
        {
            if (transform.GetAttribute("Algorithm") == Enveloped) continue;
            if (form is not null) return false;
            form = Form(transform, signature);
            if (form is null) return false;
        }

        form ??= new(signature, null);
        return Child(reference, "DigestMethod")?.GetAttribute("Algorithm") is { } method
            && Digest(method, form.Write(signed)) is { } digest
            && CryptographicOperations.FixedTimeEquals(digest, Bytes(Child(reference, "DigestValue")));
    }

    private static bool IsBy(XmlElement info, XmlElement signature, byte[] certificate)
    {
        if (Child(info, "CanonicalizationMethod") is not { } method) return false;
        if (Form(method, null) is not { } form) return false;
        var text = form.Write(info);
        var value = Bytes(Child(signature, "SignatureValue"));
        using var loaded = X509CertificateLoader.LoadCertificate(certificate);
        using var rsa = loaded.GetRSAPublicKey();
        using var curve = loaded.GetECDsaPublicKey();
        return Child(info, "SignatureMethod")?.GetAttribute("Algorithm") switch
        {
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256" => IsByRsa(rsa, text, value, HashAlgorithmName.SHA256),
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha384" => IsByRsa(rsa, text, value, HashAlgorithmName.SHA384),
            "http://www.w3.org/2001/04/xmldsig-more#rsa-sha512" => IsByRsa(rsa, text, value, HashAlgorithmName.SHA512),
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256" =>
                curve?.VerifyData(text, value, HashAlgorithmName.SHA256) == true,
            "http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha384" =>
                curve?.VerifyData(text, value, HashAlgorithmName.SHA384) == true,
            _ => false,
        };
    }

    private static bool IsByRsa(RSA? key, byte[] text, byte[] signature, HashAlgorithmName hash) =>
        key?.VerifyData(text, signature, hash, RSASignaturePadding.Pkcs1) == true;

    /// <summary>The canonical form that a method names; null for one that is not known.</summary>
    private static CanonicalXml? Form(XmlElement method, XmlElement? omitted) => method.GetAttribute("Algorithm") switch
    {
        Inclusive => new(omitted, null),
        Exclusive => new(omitted, Prefixes(method)),
        _ => null,
    };

    private static List<string> Prefixes(XmlElement method)
    {
        var list = method.ChildNodes.OfType<XmlElement>().FirstOrDefault(one =>
            one.LocalName == "InclusiveNamespaces" && one.NamespaceURI == Exclusive)?.GetAttribute("PrefixList") ?? "";
        return [.. list.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(prefix => prefix == "#default" ? "" : prefix)];
    }

    private static byte[]? Digest(string method, byte[] content) => method switch
    {
        "http://www.w3.org/2001/04/xmlenc#sha256" => SHA256.HashData(content),
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => SHA384.HashData(content),
        "http://www.w3.org/2001/04/xmlenc#sha512" => SHA512.HashData(content),
        _ => null,
    };

    private static byte[] Bytes(XmlElement? element) => Convert.FromBase64String(element?.InnerText ?? "");

    private static XmlElement? Child(XmlElement element, string name) => Children(element, name).FirstOrDefault();

    private static IEnumerable<XmlElement> Children(XmlElement element, string name) => element.ChildNodes
        .OfType<XmlElement>().Where(one => one.LocalName == name && one.NamespaceURI == Space);
}
