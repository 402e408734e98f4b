namespace Virga.Wire.Signing;

/// <summary>
/// Who signs, and for which day, region and service: the slash-separated credential of a Signature Version 4 request.
/// </summary>
public readonly record struct CredentialScope(string AccessKeyId, string Date, string Region, string Service)
{
    /// <summary>The last element of every scope.</summary>
    public const string Terminator = "aws4_request";

    /// <summary>
    /// Reads only the scope of a request, from its Authorization header or its query: every request pays for this, so
    /// it
    /// allocates the access key and nothing else in the usual case. False when the request carries no readable scope.
    /// </summary>
    public static bool TryRead(string? authorization, string rawQuery, out CredentialScope scope)
    {
        scope = default;
        if (!string.IsNullOrEmpty(authorization))
        {
            const string name = "Credential=";
            var start = authorization.IndexOf(name, StringComparison.Ordinal);
            if (start < 0)
                return false;
            var rest = authorization.AsSpan(start + name.Length);
            var end = rest.IndexOfAny(',', ' ');
            return TryParse(end < 0 ? rest : rest[..end], out scope);
        }
        var encoded = RawQueryReader.Find(rawQuery, PresignedQuery.Credential);
        if (encoded.IsEmpty)
            return false;
        return encoded.Contains('%')
            ? TryParse(PercentEncoding.Decode(encoded), out scope)
            : TryParse(encoded, out scope);
    }

    /// <summary>
    /// Parses "access key/date/region/service/aws4_request"; the access key itself may contain slashes.
    /// </summary>
    public static bool TryParse(ReadOnlySpan<char> text, out CredentialScope scope)
    {
        scope = default;
        if (!TryCutLast(ref text, out var terminator) || !TryCutLast(ref text, out var service)
            || !TryCutLast(ref text, out var region) || !TryCutLast(ref text, out var date))
            return false;
        if (!terminator.SequenceEqual(Terminator) || text.IsEmpty)
            return false;
        scope = new(text.ToString(), KnownText.Of(date), KnownText.Of(region), KnownText.Of(service));
        return true;
    }

    /// <summary>The scope without the access key, as the string to sign has it.</summary>
    public override string ToString() => $"{Date}/{Region}/{Service}/{Terminator}";

    private static bool TryCutLast(ref ReadOnlySpan<char> text, out ReadOnlySpan<char> last)
    {
        var slash = text.LastIndexOf('/');
        if (slash < 0)
        {
            last = default;
            return false;
        }
        last = text[(slash + 1)..];
        text = text[..slash];
        return true;
    }
}
