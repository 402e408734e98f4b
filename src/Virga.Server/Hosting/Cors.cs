using Microsoft.AspNetCore.Http;

namespace Virga.Server.Hosting;

/// <summary>
/// Lets pages of any origin call the API: it holds nothing that a page on the same machine may not see.
/// </summary>
internal static class Cors
{
    /// <summary>Adds the headers; true when the request was a preflight and is answered.</summary>
    public static bool Apply(HttpContext http)
    {
        var origin = http.Request.Headers.Origin;
        if (origin.Count == 0) return false;
        var headers = http.Response.Headers;
        headers.AccessControlAllowOrigin = origin;
        headers.AccessControlExposeHeaders = "*, x-amzn-RequestId, x-amzn-ErrorType, Date";
        headers.Vary = "Origin";
        if (!HttpMethods.IsOptions(http.Request.Method)) return false;
        headers.AccessControlAllowMethods = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";
        var asked = http.Request.Headers.AccessControlRequestHeaders;
        headers.AccessControlAllowHeaders = asked.Count > 0 ? asked : "*";
        headers.AccessControlMaxAge = "86400";
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
