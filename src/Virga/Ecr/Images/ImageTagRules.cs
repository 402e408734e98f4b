using System.Text.RegularExpressions;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Images;

/// <summary>What may be a tag (OCI distribution-spec 1.1, "Pulling manifests").</summary>
internal static partial class ImageTagRules
{
    public static bool IsTag(string text) => Pattern().IsMatch(text);

    public static void Check(string? tag)
    {
        if (tag is not null && !IsTag(tag))
            throw EcrErrors.InvalidParameter(
                "imageTag", "must satisfy regular expression '[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}'");
    }

    [GeneratedRegex(@"^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}\z")]
    private static partial Regex Pattern();
}
