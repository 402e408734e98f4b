using System.Text;

namespace Virga.Metadata;

/// <summary>
/// What differs between the two services on the wire: EC2's own, and the standalone mock's, whose programs expect the
/// headers and listings of Amazon EC2 Metadata Mock 1.13.
/// </summary>
internal sealed record MetadataProfile
{
    /// <summary>True to EC2 (captures of 2024 and 2025).</summary>
    public static MetadataProfile Ec2 { get; } = new()
    {
        LeafHeaders = "Accept-Ranges: none\r\nServer: EC2ws\r\n"u8.ToArray(),
        ErrorHeaders = "Content-Type: text/html\r\nServer: EC2ws\r\n"u8.ToArray(),
        OtherHeaders = "Server: EC2ws\r\n"u8.ToArray(),
        HasLastModified = true,
        ClosesAfterReply = true,
        RootListing = MetadataVersions.Listing,
        TokenPrefixLength = 8,
        NotFound = ErrorPages.Of(404, "Not Found"),
        BadRequest = ErrorPages.Of(400, "Bad Request"),
        Unauthorized = ErrorPages.Of(401, "Unauthorized"),
        Forbidden = ErrorPages.Of(403, "Forbidden"),
        Malformed = ErrorPages.Of(400, "Bad Request"),
    };

    /// <summary>True to the mock: no Server header, JSON and octet types, a newline after the two upper
    /// listings.</summary>
    public static MetadataProfile Mock { get; } = new()
    {
        LeafHeaders = [],
        ErrorHeaders = "Content-Type: text/plain; charset=utf-8\r\nX-Content-Type-Options: nosniff\r\n"u8.ToArray(),
        OtherHeaders = [],
        RootListing = "latest\n"u8.ToArray(),
        TokenPrefixLength = 0,
        HasTypedLeaves = true,
        HasNewlineAfterUpperListings = true,
        RedirectsUncleanPaths = true,
        IgnoresTokensUnlessRequired = true,
        NotFound = ErrorPages.Of(404, "Not Found"),
        BadRequest = ErrorPages.OfMock(400, "Bad Request"),
        Unauthorized = ErrorPages.OfMock(401, "Unauthorized"),
        Forbidden = ErrorPages.Of(403, "Forbidden"),
        Malformed = "400 Bad Request"u8.ToArray(),
    };

    /// <summary>Header lines of every leaf and listing.</summary>
    public required byte[] LeafHeaders { get; init; }

    /// <summary>Header lines of every error page.</summary>
    public required byte[] ErrorHeaders { get; init; }

    /// <summary>Header lines of what is neither.</summary>
    public required byte[] OtherHeaders { get; init; }

    public bool HasLastModified { get; init; }

    /// <summary>Whether a connection ends with its reply: EC2's replies say "Connection: close" (captures of 2025).
    /// </summary>
    public bool ClosesAfterReply { get; init; }

    /// <summary>What GET / answers.</summary>
    public required byte[] RootListing { get; init; }

    public required int TokenPrefixLength { get; init; }

    /// <summary>Whether JSON and user data have their own Content-Type; EC2 calls everything but user data text/plain.
    /// </summary>
    public bool HasTypedLeaves { get; init; }

    public bool HasNewlineAfterUpperListings { get; init; }

    /// <summary>Whether "//" and ".." are answered with 301 to the clean path (gorilla/mux does) instead of served.
    /// </summary>
    public bool RedirectsUncleanPaths { get; init; }

    /// <summary>Whether a wrong token is harmless where none is needed; on EC2 it is 401.</summary>
    public bool IgnoresTokensUnlessRequired { get; init; }

    public required byte[] NotFound { get; init; }

    public required byte[] BadRequest { get; init; }

    public required byte[] Unauthorized { get; init; }

    public required byte[] Forbidden { get; init; }

    /// <summary>The body for bytes that are not a request.</summary>
    public required byte[] Malformed { get; init; }

    /// <summary>The Content-Type of a leaf.</summary>
    public ReadOnlySpan<byte> TypeOf(MetadataContent content) => content switch
    {
        MetadataContent.Octets => "application/octet-stream"u8,
        MetadataContent.Json when HasTypedLeaves => "application/json"u8,
        _ => "text/plain"u8,
    };
}

/// <summary>The XHTML bodies of errors, byte for byte.</summary>
internal static class ErrorPages
{
    /// <summary>The form of EC2 (two captures), which the mock has for 404 too.</summary>
    public static byte[] Of(int status, string reason) => Encoding.ASCII.GetBytes(
        "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>\n"
        + "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\"\n"
        + "\t\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
        + "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" lang=\"en\">\n"
        + $" <head>\n  <title>{status} - {reason}</title>\n </head>\n"
        + $" <body>\n  <h1>{status} - {reason}</h1>\n </body>\n</html>\n");

    /// <summary>The mock's 400 and 401 (seed document; observed on 1.13.0).</summary>
    public static byte[] OfMock(int status, string reason) => Encoding.ASCII.GetBytes(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
        + "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
        + "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
        + "<html xmlns=\"http://www.w3.org/1999/xhtml\" xml:lang=\"en\" lang=\"en\">\n"
        + $"   <head>\n      <title>{status} - {reason}</title>\n   </head>\n"
        + $"   <body>\n      <h1>{status} - {reason}</h1>\n   </body>\n</html>\n");
}
