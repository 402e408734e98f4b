using System.Buffers;
using Virga.Service;
using Virga.State;

namespace Virga.Ec2;

/// <summary>The form of EC2's ids: a prefix, a dash, and 8 or 17 hex digits.</summary>
internal static class Ids
{
    private static readonly SearchValues<char> LettersAndDigits =
        SearchValues.Create("0123456789abcdefghijklmnopqrstuvwxyz");

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>Throws the kind's Malformed error unless the id has its form.</summary>
    public static void Check(RowKind kind, string id)
    {
        if (kind.Prefix is null || IsWellFormed(kind, id)) return;
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

    /// <summary>Whether the id has the form of this kind's ids.</summary>
    public static bool IsWellFormed(RowKind kind, string id)
    {
        if (kind.Form == IdForm.Hex) return IsWellFormed(kind.Prefix!, id);
        var start = kind.Prefix!.Length == 0 ? 0 : kind.Prefix.Length + 1;
        if (id.Length <= start || !id.StartsWith(kind.Prefix, StringComparison.Ordinal)) return false;
        if (start > 0 && id[start - 1] != '-') return false;
        var rest = id.AsSpan(start);
        return kind.Form == IdForm.Uuid
            ? Guid.TryParseExact(rest, "D", out _)
            : rest.Length is >= 8 and <= 17 && !rest.ContainsAnyExcept(LettersAndDigits);
    }

    /// <summary>The kind of row that an id belongs to by its form, or null.</summary>
    public static RowKind? KindOf(string id)
    {
        if (Registry.FindKind(PrefixOf(id)) is { Form: not IdForm.Uuid } known) return known;
        if (Guid.TryParseExact(id, "D", out _)) return Registry.FindKind("");
        var dash = id.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && Registry.FindKind(id[..dash]) is { Form: IdForm.Uuid } kind ? kind : null;
    }

    /// <summary>The part before the last dash: <c>vpc-cidr-assoc</c> of <c>vpc-cidr-assoc-0a…</c>.</summary>
    public static string PrefixOf(string id) => id[..Math.Max(0, id.LastIndexOf('-'))];
}
