using Microsoft.AspNetCore.Http;
using Virga.Service.Control;

namespace Virga.Server.Hosting.Tls;

/// <summary>The certificate of the server's authority: <c>GET /_virga/ca.pem</c>.</summary>
internal sealed class CertificateRoute(CertificateAuthority authority) : IControlRoute
{
    public string Method => HttpMethods.Get;

    public bool Matches(string path) => path == "/_virga/ca.pem";

    public Task HandleAsync(HttpContext http)
    {
        http.Response.ContentType = "application/x-pem-file";
        return http.Response.WriteAsync(authority.Pem, http.RequestAborted);
    }
}
