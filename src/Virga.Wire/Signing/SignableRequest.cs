namespace Virga.Wire.Signing;

/// <summary>
/// Finds a request header by its lower-case name; several values come joined by commas, as they were sent.
/// </summary>
public delegate string? HeaderLookup(string name);

/// <summary>
/// The parts of an HTTP request that a signature covers, exactly as they arrived: nothing is decoded.
/// </summary>
/// <param name="Method">The HTTP method, upper case.</param>
/// <param name="RawPath">The path of the request line, with its percent escapes; empty counts as "/".</param>
/// <param name="RawQuery">What follows the question mark, without it; empty when there is none.</param>
/// <param name="Header">The header lookup.</param>
public readonly record struct SignableRequest(string Method, string RawPath, string RawQuery, HeaderLookup Header)
{
    /// <summary>Splits a raw request target at its question mark.</summary>
    public static SignableRequest FromTarget(string method, string target, HeaderLookup header)
    {
        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return mark < 0
            ? new(method, target, "", header)
            : new(method, target[..mark], target[(mark + 1)..], header);
    }
}
