using Microsoft.AspNetCore.Http;

namespace Virga.Service.Http;

/// <summary>One of the services that share the port. The first that says it handles a request gets it.</summary>
internal interface IHttpEndpoint
{
    /// <summary>Whether the request is for this service; decided by method, host and path alone.</summary>
    bool Handles(HttpRequest request);

    /// <summary>Answers the request; never throws for what a client can cause.</summary>
    Task HandleAsync(HttpContext http);
}
