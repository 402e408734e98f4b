using Microsoft.AspNetCore.Http;
using Virga.Metadata.Providers;
using Virga.Service.Control;

namespace Virga.Metadata.Control;

/// <summary>
/// The certificates that identity documents are signed with: <c>GET /_virga/ec2/identity-certificates/{name}</c>, where
/// the name is <c>signature</c>, <c>pkcs7</c> or <c>rsa2048</c>; and <c>instance-connect</c>, the authority that guests
/// are to trust whose agent checks the keys of EC2 Instance Connect.
/// </summary>
internal sealed class IdentityCertificateRoute(InstanceMetadataSource source) : IControlRoute
{
    private const string Prefix = "/_virga/ec2/identity-certificates/";

    public string Method => HttpMethods.Get;

    public bool Matches(string path) => path.StartsWith(Prefix, StringComparison.Ordinal);

    public Task HandleAsync(HttpContext http)
    {
        var name = http.Request.Path.Value![Prefix.Length..];
        var found = name == "instance-connect"
            ? source.Signer.Connect.AuthorityPem
            : source.Signer.CertificateFor(name);
        if (found is { } pem)
        {
            http.Response.ContentType = "application/x-pem-file";
            return http.Response.WriteAsync(pem + "\n");
        }

        http.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }
}
