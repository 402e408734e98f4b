using System.Buffers;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2;

/// <summary>The form of EC2's ids: a prefix, a dash, and 8 or 17 hex digits.</summary>
internal static class Ids
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Throws the kind's Malformed error unless the id has its form.</summary>
    public static void Check(RowKind kind, string id)
    {
        if (kind.Prefix is null || IsWellFormed(kind.Prefix, id)) return;
        throw kind.Malformed?.Invoke(id) ?? CommonErrors.InvalidParameterValue($"Invalid id: \"{id}\"");
    }

    /// <summary>The row that a request names, or the kind's Malformed or NotFound error.</summary>
    public static T Named<T>(this WorldView at, string? id)
        where T : Row, IRow<T>
    {
        if (string.IsNullOrEmpty(id)) throw CommonErrors.MissingParameter(T.Kind.Name);
        Check(T.Kind, id);
        return at.Get<T>(id);
    }

    /// <summary>
    /// Whether the id has the form of this prefix. Ids that Virga did not make (an AMI of a user, a fixture) may have
    /// any number of hex digits from 8 to 17.
    /// </summary>
    public static bool IsWellFormed(string prefix, string id) =>
        id.Length > prefix.Length
        && id.StartsWith(prefix, StringComparison.Ordinal)
        && id[prefix.Length] == '-'
        && id.Length - prefix.Length - 1 is >= 8 and <= 17
        && !id.AsSpan(prefix.Length + 1).ContainsAnyExcept(HexDigits);

    /// <summary>The part before the last dash: <c>vpc-cidr-assoc</c> of <c>vpc-cidr-assoc-0a…</c>.</summary>
    public static string PrefixOf(string id) => id[..Math.Max(0, id.LastIndexOf('-'))];
}
