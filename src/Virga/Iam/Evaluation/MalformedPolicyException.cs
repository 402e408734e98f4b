namespace Virga.Iam.Evaluation;

/// <summary>
/// A policy that AWS refuses; the message is AWS's. Slices turn it into their MalformedPolicyDocument.
/// </summary>
internal sealed class MalformedPolicyException(string message) : Exception(message)
{
    /// <summary>AWS's text for most faults of form.</summary>
    public static MalformedPolicyException Syntax() => new("Syntax errors in policy.");
}
