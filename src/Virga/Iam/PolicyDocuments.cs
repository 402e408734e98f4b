using Virga.Iam.Evaluation;

namespace Virga.Iam;

/// <summary>Policy documents as requests bring them and answers show them.</summary>
internal static class PolicyDocuments
{
    /// <summary>Checks a document and gives its text back as it was written.</summary>
    public static string Check(string? text, PolicyKind kind)
    {
        Read(text ?? "", kind);
        return text!;
    }

    /// <summary>A parsed document, or IAM's MalformedPolicyDocument.</summary>
    public static PolicyDocument Read(string text, PolicyKind kind)
    {
        try
        {
            return PolicyReader.Read(text, kind);
        }
        catch (MalformedPolicyException fault)
        {
            throw IamErrors.Malformed(fault.Message);
        }
    }

    /// <summary>IAM's answers carry documents percent-encoded (RFC 3986); clients decode them once.</summary>
    public static string Encode(string text) => Uri.EscapeDataString(text);

    /// <summary>The length that IAM limits: it counts no white space.</summary>
    public static int SizeOf(string text) => text.Count(c => !char.IsWhiteSpace(c));
}
