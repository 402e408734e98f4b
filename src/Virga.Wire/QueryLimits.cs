namespace Virga.Wire;

/// <summary>
/// What one form-encoded request may hold. AWS's own limits are not published; these bound time and memory.
/// </summary>
public static class QueryLimits
{
    /// <summary>Levels of a name; the deepest of EC2's model has 8.</summary>
    public const int Depth = 16;

    /// <summary>Parameters in a request.</summary>
    public const int Parameters = 10_000;

    /// <summary>Bytes of one decoded name.</summary>
    public const int NameBytes = 1_024;

    /// <summary>Bytes of body and query string together.</summary>
    public const int BodyBytes = 16 * 1024 * 1024;
}
