using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2;

/// <summary>
/// Lists of what cannot exist here: their filters and tokens are checked all the same, so that a mistake does not look
/// like an empty answer.
/// </summary>
internal static class NoItems
{
    /// <summary>Throws AWS's errors for a filter that is none of these (nor of tags), and for any token.</summary>
    public static void Check(List<Filter>? filters, string? nextToken, params ReadOnlySpan<string> known)
    {
        foreach (var filter in filters ?? [])
        {
            var name = filter.Name ?? throw CommonErrors.MissingParameter("Filter.Name");
            var isOfTags = name.StartsWith("tag:", StringComparison.Ordinal) || name is "tag-key" or "tag-value";
            if (!isOfTags && !known.Contains(name)) throw Ec2Errors.InvalidFilter(name);
        }

        PageToken.Read(nextToken);
    }

    /// <summary>The error for an id: of the wrong form, or of nothing.</summary>
    public static AwsException Absent(string prefix, string code, string noun, string id) =>
        Ids.IsWellFormed(prefix, id)
            ? new($"{code}.NotFound", $"The {noun} '{id}' does not exist")
            : new($"{code}.Malformed", $"Invalid id: \"{id}\" (expecting \"{prefix}-...\")");
}
