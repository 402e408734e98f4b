using System.Net;

namespace Virga.Service;

/// <summary>
/// An error that the caller gets to see, in AWS's words. Made only by a service's catalogue of errors, where each names
/// its source; everything else that is thrown is a defect and answers <c>InternalError</c>.
/// </summary>
internal sealed class AwsException(string code, string message, HttpStatusCode status = HttpStatusCode.BadRequest)
    : Exception(message)
{
    /// <summary>AWS's code, such as <c>InvalidVpcID.NotFound</c>.</summary>
    public string Code => code;

    public HttpStatusCode Status => status;

    /// <summary>Further members of the error document, for the few errors that have them.</summary>
    public IReadOnlyDictionary<string, string>? Members { get; init; }
}
